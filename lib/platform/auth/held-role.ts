import { and, isNull, type SQL, sql } from 'drizzle-orm';
import { integrators } from '@/db/schema/integrators';
import { roles, users } from '@/db/schema/team';
import { isPermission, type Permission } from '@/lib/platform/context/permission-names';
import { rolesThatCan } from '@/lib/platform/context/permissions';
import { type HeldRole, isBuiltIn, type Role } from '@/lib/platform/context/roles';

/** What `heldRole` reads, of users with a left join of `roles`. */
export const heldRoleColumns = {
  role: users.role,
  assignedRole: users.assignedRole,
  roleId: users.roleId,
  integratorId: users.integratorId,
  roleName: roles.name,
  rolePermissions: roles.permissions,
};

type RoleColumns = Pick<typeof users.$inferSelect, 'role' | 'assignedRole' | 'roleId' | 'integratorId'>;
type Row = Omit<RoleColumns, 'integratorId'> & { roleName: string | null; rolePermissions: string[] | null };

/** The role of a user's row; a permission that is gone from the code is left out. */
export function heldRole({ role, assignedRole, roleId, roleName, rolePermissions }: Row): HeldRole {
  if (assignedRole === 'supervisor' || assignedRole === 'partner') return assignedRole;
  if (assignedRole === null) return role;
  if (roleId === null || roleName === null) throw new Error('A role of a user is not there.');
  return { id: roleId, name: roleName, permissions: (rolePermissions ?? []).filter(isPermission) };
}

/** The users who hold the permission, as a condition. */
export const holds = (permission: Permission): SQL => sql`(
  coalesce(${users.assignedRole}, ${users.role}) in ${rolesThatCan(permission)}
  or exists (select 1 from ${roles} where ${roles.id} = ${users.roleId} and ${permission} = any(${roles.permissions})))`;

/** The version before knows these three, and takes a user's other role for one of them that can do less. */
const knownBefore: Record<Role, RoleColumns['role']> = {
  admin: 'admin',
  supervisor: 'support',
  support: 'support',
  viewer: 'viewer',
  partner: 'viewer',
};

/** Neither disabled nor of an integrator that is switched off: they can sign in, and their sessions and links count. */
export const isActive = (): SQL | undefined =>
  and(
    isNull(users.disabledAt),
    sql`not exists (select from ${integrators} i where i.id = ${users}.integrator_id and i.disabled_at is not null)`,
  );

/** The columns of a user who holds the role. @param integratorId of a partner, and of nobody else */
export function roleColumnsOf(role: HeldRole, integratorId: number | null): RoleColumns {
  if ((role === 'partner') !== (integratorId !== null))
    throw new Error('A partner is of an integrator, nobody else is.');
  if (!isBuiltIn(role)) return { role: 'viewer', assignedRole: 'own', roleId: role.id, integratorId };
  const assignedRole = role === 'supervisor' || role === 'partner' ? role : null;
  return { role: knownBefore[role], assignedRole, roleId: null, integratorId };
}
