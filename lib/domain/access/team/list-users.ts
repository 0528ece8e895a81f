import { users } from '@/db/schema/team';
import { operation } from '@/lib/platform/context/operation';
import { listUsersInput } from './schemas';
import { selectUsers, toUserSummary, type UserSummary } from './user-summary';
import { usersOrder, usersWhere } from './users-where';

export const usersPerPage = 50;

export type UserPage = { rows: UserSummary[]; total: number; page: number; pageSize: number };

/** Active ones first, then by name. @throws Forbidden, Invalid */
export const listUsers = operation('team.read', listUsersInput, async (ctx, input): Promise<UserPage> => {
  const { page, ...filter } = input;
  const where = usersWhere(filter);
  const [total, rows] = await Promise.all([
    ctx.db.$count(users, where),
    selectUsers(ctx.db)
      .where(where)
      .orderBy(...usersOrder)
      .limit(usersPerPage)
      .offset((page - 1) * usersPerPage),
  ]);
  return { rows: rows.map(toUserSummary), total, page, pageSize: usersPerPage };
});
