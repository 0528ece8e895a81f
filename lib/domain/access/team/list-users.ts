import { and, asc, eq, ilike, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import { containing } from '@/lib/core/like-pattern';
import { operation } from '@/lib/platform/context/operation';
import { ownRoleId, type RoleRef } from '@/lib/platform/context/roles';
import { listUsersInput } from './schemas';
import { selectUsers, toUserSummary, type UserSummary } from './user-summary';

export const usersPerPage = 50;

export type UserPage = { rows: UserSummary[]; total: number; page: number; pageSize: number };

/** Active ones first, then by name. @throws Forbidden, Invalid */
export const listUsers = operation('team.read', listUsersInput, async (ctx, input): Promise<UserPage> => {
  const { search, role, state, page } = input;
  const pattern = containing(search);
  const where = and(
    search ? or(ilike(users.name, pattern), ilike(users.email, pattern)) : undefined,
    role ? hasRole(role) : undefined,
    state === 'active' ? isNull(users.disabledAt) : undefined,
    state === 'disabled' ? isNotNull(users.disabledAt) : undefined,
  );
  const [total, rows] = await Promise.all([
    ctx.db.$count(users, where),
    selectUsers(ctx.db)
      .where(where)
      .orderBy(sql`${users.disabledAt} is not null`, asc(sql`lower(${users.name})`), asc(users.id))
      .limit(usersPerPage)
      .offset((page - 1) * usersPerPage),
  ]);
  return { rows: rows.map(toUserSummary), total, page, pageSize: usersPerPage };
});

function hasRole(ref: RoleRef) {
  const { role, assignedRole, roleId } = users;
  const id = ownRoleId(ref);
  if (id !== null) return eq(roleId, id);
  return sql`coalesce(${assignedRole}, ${role}) = ${ref}`;
}
