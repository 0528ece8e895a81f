import type { z } from 'zod';
import { users } from '@/db/schema/team';
import { type Cell, instantCells, instantColumns } from '@/lib/core/table-file';
import type { Context } from '@/lib/platform/context/context';
import { recordExport } from '@/lib/platform/exports/record-export';
import { tableExport } from '@/lib/platform/exports/table-export';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { userFilter } from './schemas';
import { selectUsers, toUserSummary, type UserSummary } from './user-summary';
import { usersOrder, usersWhere } from './users-where';

const header = [
  'id',
  'name',
  'email',
  'role',
  'role_name',
  'second_factor',
  ...instantColumns('last_seen_at'),
  ...instantColumns('created_at'),
  ...instantColumns('disabled_at'),
];

/** The members that match as a file, as the list has them. It has their addresses, so it is audited. @throws Forbidden, Invalid */
export const exportTeam = tableExport('team.read', userFilter, {
  kind: 'team',
  columns: () => header,
  record: (ctx, filter) => recordExport(ctx, { action: 'team.exported', what: 'team', filter }),
  count: (ctx, filter) => ctx.db.$count(users, usersWhere(filter)),
  rows,
});

async function* rows(ctx: Context, filter: z.output<typeof userFilter>): AsyncGenerator<Cell[][]> {
  // A team is as large as a company: it fits into memory.
  const found = await selectUsers(ctx.db)
    .where(usersWhere(filter))
    .orderBy(...usersOrder);
  const { timeZone } = await getSettings(ctx.db);
  if (found.length > 0) yield found.map((row) => cells(toUserSummary(row), timeZone));
}

const cells = (user: UserSummary, timeZone: string): Cell[] => [
  user.id,
  user.name,
  user.email,
  user.role,
  user.roleName,
  Boolean(user.hasSecondFactor),
  ...instantCells(user.lastSeenAt, timeZone),
  ...instantCells(user.createdAt, timeZone),
  ...instantCells(user.disabledAt, timeZone),
];
