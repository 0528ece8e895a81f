import { directories, directoryKinds } from '@/lib/core/entities/directory';
import { operationsOf } from '@/lib/domain/coupons/directories/directory-operations';
import type { ManagementRouter } from './call';
import { addDirectoryCalls } from './directory';

/** What the platform keeps in step. */
export function addDirectories(router: ManagementRouter): void {
  for (const kind of directoryKinds) addDirectoryCalls(router, directories[kind], operationsOf(kind));
}
