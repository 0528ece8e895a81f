import { expect, it } from 'vitest';
import { directoryKinds } from '@/lib/core/entities/directory';
import { pagePermissions } from '@/lib/platform/context/page-permissions';
import { entryAddress } from './entry-address';

it.each(directoryKinds)('an entry of %s is led to on a page that there is', (kind) => {
  expect(Object.keys(pagePermissions)).toContain(entryAddress(kind, 7).replace('/7', '/[id]'));
});
