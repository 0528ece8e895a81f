import type { UserActor } from '@/lib/platform/context/actor';
import { permissionsOf } from '@/lib/platform/context/permissions';

/** Whether somebody can still see all that they could when a file was asked for: it has what they saw then. */
export function holdsRights({ role }: UserActor, { rights }: { rights: readonly string[] }): boolean {
  const held: ReadonlySet<string> = permissionsOf(role);
  return rights.every((right) => held.has(right));
}
