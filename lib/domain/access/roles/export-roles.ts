import type { Cell } from '@/lib/core/table-file';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput } from '@/lib/platform/context/operation';
import { recordExport } from '@/lib/platform/exports/record-export';
import { tableExport } from '@/lib/platform/exports/table-export';
import { listRoles } from './list-roles';

/** The roles with what they hold as a file, the built-in ones first; audited. @throws Forbidden */
export const exportRoles = tableExport('team.read', noInput, {
  kind: 'roles',
  columns: () => ['role', 'name', 'people', 'permissions'],
  record: (ctx: Context<UserActor>) => recordExport(ctx, { action: 'roles.exported', what: 'roles' }),
  count: async (ctx) => (await listRoles(ctx)).length,
  rows,
});

async function* rows(ctx: Context): AsyncGenerator<Cell[][]> {
  // They are few: the list shows all of them at once.
  yield (await listRoles(ctx)).map(({ ref, name, people, permissions }) => [ref, name, people, permissions.join(' ')]);
}
