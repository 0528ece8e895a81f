import { eq } from 'drizzle-orm';
import { integrators } from '@/db/schema/integrators';
import { roles } from '@/db/schema/team';
import { Invalid, NotFound } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { isPermission } from '@/lib/platform/context/permission-names';
import { assertCanGive, rightsToGive } from '@/lib/platform/context/permissions';
import { type HeldRole, isBuiltIn, type OwnRole, ownRoleId, type RoleRef } from '@/lib/platform/context/roles';

/**
 * The role that somebody is given, as it stays until the transaction ends. Roles are locked before users.
 * @param field of the input that names it
 * @throws Forbidden (it holds what the actor lacks), Invalid (it was deleted)
 */
export async function findRoleToGive(tx: Context, ref: RoleRef, field: string): Promise<HeldRole> {
  const role = isBuiltIn(ref) ? ref : await lockRole(tx, ownRoleId(ref) ?? 0, 'share');
  if (!role) throw new Invalid({ [field]: ['This role was deleted. Choose another.'] });
  assertCanGive(tx, rightsToGive(role));
  return role;
}

/**
 * The integrator that a partner sees, as it stays until the transaction ends; null for every other role.
 * @throws Invalid (a partner without one, another role with one, an integrator that is not there or switched off)
 */
export async function findIntegratorToGive(tx: Context, role: HeldRole, given: number | null): Promise<number | null> {
  const refused = (message: string) => new Invalid({ integratorId: [message] });
  if (role !== 'partner') {
    if (given !== null) throw refused('Only a partner is of an integrator.');
    return null;
  }
  if (given === null) throw refused('Choose the integrator that this person belongs to.');
  const [row] = await tx.db.select().from(integrators).where(eq(integrators.id, given)).for('share');
  if (!row) throw refused('This integrator is not there. Choose another.');
  if (row.disabledAt) throw refused('This integrator is switched off. Switch it on first.');
  return given;
}

/** @throws NotFound, Forbidden (it holds what the actor lacks) */
export async function lockRoleToChange(tx: Context, roleId: number): Promise<OwnRole> {
  const role = await lockRole(tx, roleId, 'update');
  if (!role) throw new NotFound('The role');
  assertCanGive(tx, role.permissions);
  return role;
}

async function lockRole(tx: Context, roleId: number, strength: 'share' | 'update'): Promise<OwnRole | undefined> {
  const [row] = await tx.db.select().from(roles).where(eq(roles.id, roleId)).for(strength);
  return row && { id: row.id, name: row.name, permissions: row.permissions.filter(isPermission) };
}

export const nameOf = (role: HeldRole): string => (isBuiltIn(role) ? role : role.name);
