import { eq, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { integrators } from '@/db/schema/integrators';
import { roles, sessions, users } from '@/db/schema/team';
import { type WithIsoInstants, withIsoInstants } from '@/lib/core/iso-instants';
import { heldRole, heldRoleColumns } from '@/lib/platform/auth/held-role';
import { isBuiltIn, type RoleRef, refOf } from '@/lib/platform/context/roles';
import { hasSecondFactor } from '@/lib/platform/factors/own-factors';

/** The query every read of people starts from; add its own `where`. */
export function selectUsers(db: Executor) {
  return db
    .select({
      ...heldRoleColumns,
      id: users.id,
      email: users.email,
      name: users.name,
      createdAt: users.createdAt,
      disabledAt: users.disabledAt,
      lastSeenAt:
        sql<Date | null>`(select max(s.last_seen_at) from ${sessions} s where s.user_id = ${users}.id)`.mapWith(
          sessions.lastSeenAt,
        ),
      hasSecondFactor,
      /** Of a partner. */
      integratorName: integrators.name,
    })
    .from(users)
    .leftJoin(roles, eq(roles.id, users.roleId))
    .leftJoin(integrators, eq(integrators.id, users.integratorId));
}

type UserRow = Awaited<ReturnType<typeof selectUsers>>[number];

type RoleSummary = {
  integratorId: number | null;
  role: RoleRef;
  /** Of a role of one's own; a built-in one is named by the screen. */
  roleName: string | null;
};

export type UserSummary = WithIsoInstants<Omit<UserRow, keyof typeof heldRoleColumns>> & RoleSummary;

export function toUserSummary(row: UserRow): UserSummary {
  const { role, assignedRole, roleId, roleName, rolePermissions, integratorId, ...fields } = row;
  const held = heldRole({ role, assignedRole, roleId, roleName, rolePermissions });
  return { ...withIsoInstants(fields), integratorId, role: refOf(held), roleName: isBuiltIn(held) ? null : held.name };
}
