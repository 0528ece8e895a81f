import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import { roles, users } from '@/db/schema/team';
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors';
import { lockUsers } from '@/lib/platform/accounts/lock-users';
import { heldRole, heldRoleColumns } from '@/lib/platform/auth/held-role';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { can, type Permission, permissionsOf, rightsToGive } from '@/lib/platform/context/permissions';
import { type HeldRole, refOf } from '@/lib/platform/context/roles';

/**
 * The user's row, locked until the transaction ends, with those of all active admins, so that two changes cannot each believe the
 * other's admin stays, and the actor's, whom `holdActor` looks at then. People who give out roles lock the role before.
 * @throws NotFound, Forbidden (the user holds what the actor lacks, and would be a way to get it)
 */
export async function lockUser(ctx: Context, userId: number) {
  const ids = ctx.actor.kind === 'user' ? [userId, ctx.actor.id] : [userId];
  const isActiveAdmin = and(eq(users.role, 'admin'), isNull(users.disabledAt));
  const locked = await lockUsers(ctx, or(isActiveAdmin, inArray(users.id, ids)));
  const admins = locked.filter(({ role, disabledAt }) => role === 'admin' && disabledAt === null);
  const [row] = await ctx.db
    .select({ user: users, ...heldRoleColumns })
    .from(users)
    .leftJoin(roles, eq(roles.id, users.roleId))
    .where(eq(users.id, userId));
  if (!row) throw new NotFound('This member of the team');
  const user = { ...row.user, heldRole: heldRole(row) };
  if (![...rightsToGive(user.heldRole)].every((permission) => can(ctx.actor, permission))) {
    throw new Forbidden('This member has rights that you do not have. Ask an admin.');
  }
  return { user, isLastAdmin: admins.length === 1 && admins[0]?.id === userId };
}

/**
 * Holds the actor as they are until the transaction ends: who is disabled or given another role at the same time waits for it,
 * or is refused. The one lock of a person in its transaction, unless `lockUser` came before. @throws Forbidden
 */
export async function holdActor({ actor, db }: Context<UserActor>): Promise<void> {
  const [row] = await db
    .select({ disabledAt: users.disabledAt, ...heldRoleColumns })
    .from(users)
    .leftJoin(roles, eq(roles.id, users.roleId))
    .where(eq(users.id, actor.id))
    .for('share', { of: users });
  const role = row && !row.disabledAt ? heldRole(row) : null;
  const isAsBefore = role && refOf(role) === refOf(actor.role) && holdsAll(role, permissionsOf(actor.role));
  if (!isAsBefore) {
    throw new Forbidden('Your account was changed meanwhile. Load the page again.');
  }
}

const holdsAll = (role: HeldRole, wanted: ReadonlySet<Permission>) => {
  const held = permissionsOf(role);
  return [...wanted].every((permission) => held.has(permission));
};

export function lastAdmin(): Conflict {
  return new Conflict('last_admin', 'This is the last active admin. Make somebody else an admin first.');
}
