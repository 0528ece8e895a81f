import { asc, count, sql } from 'drizzle-orm';
import { roles as ownRoles, users } from '@/db/schema/team';
import { noInput, operation } from '@/lib/platform/context/operation';
import { isPermission, type Permission, permissions } from '@/lib/platform/context/permission-names';
import { can, permissionsOf, rightsToGive } from '@/lib/platform/context/permissions';
import { type HeldRole, isBuiltIn, type RoleRef, refOf, roles } from '@/lib/platform/context/roles';

export type RoleSummary = {
  ref: RoleRef;
  /** Of one's own; null for a built-in one. */
  id: number | null;
  name: string | null;
  permissions: Permission[];
  /** Who has it, disabled people too; the first of their names. */
  people: number;
  names: string[];
  /** Whether the actor holds all that it takes, and so can give, change and delete it. */
  canGive: boolean;
};

const shownNames = 3;

/** The built-in ones, then those of one's own by name. @throws Forbidden */
export const listRoles = operation('team.read', noInput, async (ctx): Promise<RoleSummary[]> => {
  const name = sql`lower(${ownRoles.name})`;
  const key = sql<string>`coalesce('own:' || ${users.roleId}, ${users.assignedRole}, ${users.role})`;
  const names = sql<
    string[]
  >`(array_agg(${users.name} order by lower(${users.name})))[1:${sql.raw(String(shownNames))}]`;
  const [own, people] = await Promise.all([
    ctx.db.select().from(ownRoles).orderBy(asc(name), asc(ownRoles.id)),
    ctx.db.select({ key, count: count(), names }).from(users).groupBy(key),
  ]);
  const held: HeldRole[] = [
    ...roles,
    ...own.map((row) => ({ ...row, permissions: row.permissions.filter(isPermission) })),
  ];
  return held.map((role) => {
    const ref = refOf(role);
    const whole = permissionsOf(role);
    const holders = people.find((one) => one.key === ref);
    return {
      ref,
      ...(isBuiltIn(role) ? { id: null, name: null } : { id: role.id, name: role.name }),
      permissions: permissions.filter((one) => whole.has(one)),
      people: holders?.count ?? 0,
      names: holders?.names ?? [],
      canGive: [...rightsToGive(role)].every((one) => can(ctx.actor, one)),
    };
  });
});
