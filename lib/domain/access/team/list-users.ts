import { and, asc, eq, ilike, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import { containing } from '@/lib/core/like-pattern';
import { operation } from '@/lib/platform/context/operation';
import { listUsersInput } from './schemas';
import { toUserSummary, type UserSummary, userSummaryColumns } from './user-summary';

export const usersPerPage = 50;

export type UserPage = { rows: UserSummary[]; total: number; page: number; pageSize: number };

/** Active ones first, then by name. @throws Forbidden, Invalid */
export const listUsers = operation('team.read', listUsersInput, async (ctx, input): Promise<UserPage> => {
  const { search, role, state, page } = input;
  const pattern = containing(search);
  const where = and(
    search ? or(ilike(users.name, pattern), ilike(users.email, pattern)) : undefined,
    role ? eq(users.role, role) : undefined,
    state === 'active' ? isNull(users.disabledAt) : undefined,
    state === 'disabled' ? isNotNull(users.disabledAt) : undefined,
  );
  const [total, rows] = await Promise.all([
    ctx.db.$count(users, where),
    ctx.db
      .select(userSummaryColumns)
      .from(users)
      .where(where)
      .orderBy(sql`${users.disabledAt} is not null`, asc(sql`lower(${users.name})`), asc(users.id))
      .limit(usersPerPage)
      .offset((page - 1) * usersPerPage),
  ]);
  return { rows: rows.map(toUserSummary), total, page, pageSize: usersPerPage };
});
