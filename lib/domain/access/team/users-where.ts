import { and, asc, eq, ilike, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { users } from '@/db/schema/team';
import { containing } from '@/lib/core/like-pattern';
import { ownRoleId, type RoleRef } from '@/lib/platform/context/roles';
import type { userFilter } from './schemas';

/** One `where` for the list and its export. */
export function usersWhere({ search, role, state }: z.output<typeof userFilter>): SQL | undefined {
  const pattern = containing(search);
  return and(
    search ? or(ilike(users.name, pattern), ilike(users.email, pattern)) : undefined,
    role ? hasRole(role) : undefined,
    state === 'active' ? isNull(users.disabledAt) : undefined,
    state === 'disabled' ? isNotNull(users.disabledAt) : undefined,
  );
}

/** Active ones first, then by name. */
export const usersOrder = [sql`${users.disabledAt} is not null`, asc(sql`lower(${users.name})`), asc(users.id)];

function hasRole(ref: RoleRef) {
  const { role, assignedRole, roleId } = users;
  const id = ownRoleId(ref);
  if (id !== null) return eq(roleId, id);
  return sql`coalesce(${assignedRole}, ${role}) = ${ref}`;
}
