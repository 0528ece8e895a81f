import { eq } from 'drizzle-orm';
import { roles, users } from '@/db/schema/team';
import { Conflict, Invalid } from '@/lib/core/errors';
import { endAccess } from '@/lib/domain/access/end-access';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { roleColumnsOf } from '@/lib/platform/auth/held-role';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { type OwnRole, ownRoleId, type RoleRef } from '@/lib/platform/context/roles';
import { findRoleToGive, lockRoleToChange, nameOf } from './find-role';
import { lockPeopleOf } from './lock-people-of';
import { deleteRoleInput } from './schemas';

/**
 * Deletes a role; its people, disabled ones too, get another first, and are signed out.
 * @throws Forbidden (either role holds what the actor lacks, or somebody with it let the actor in), NotFound, Invalid, Conflict `role_in_use` (with `people`)
 */
export const deleteRole = operation(
  'team.write',
  deleteRoleInput,
  (ctx, { roleId, moveTo }): Promise<{ id: number; moved: number }> => {
    if (moveTo && ownRoleId(moveTo) === roleId) throw new Invalid({ moveTo: ['Choose another role.'] });
    return inTransaction(ctx, async (tx) => {
      const role = await lockRoleToChange(tx, roleId);
      const moved = moveTo ? await movePeople(tx, role, moveTo) : 0;
      const people = moveTo ? 0 : await tx.db.$count(users, eq(users.roleId, roleId));
      if (people > 0) {
        throw new Conflict('role_in_use', 'People have this role. Choose the role that they get instead.', { people });
      }
      await tx.db.delete(roles).where(eq(roles.id, roleId));
      const data = { name: role.name, permissions: role.permissions, moved };
      await recordAudit(tx, { action: 'role.deleted', subjectKind: 'role', subjectId: roleId, data });
      return { id: roleId, moved };
    });
  },
  { freshProof: true },
);

async function movePeople(tx: Context, from: OwnRole, moveTo: RoleRef): Promise<number> {
  const to = await findRoleToGive(tx, moveTo, 'moveTo');
  if (to === 'partner') throw new Invalid({ moveTo: ['A partner is of an integrator: change them one by one.'] });
  await lockPeopleOf(tx, from.id);
  const moved = await tx.db
    .update(users)
    .set({ ...roleColumnsOf(to, null), updatedAt: tx.now() })
    .where(eq(users.roleId, from.id))
    .returning({ id: users.id, name: users.name });
  await endAccess(
    tx,
    moved.map(({ id }) => id),
  );
  await recordAudit(
    tx,
    ...moved.map(({ id, name }) => ({
      action: 'user.role_changed',
      subjectKind: 'user',
      subjectId: id,
      data: { name, from: from.name, to: nameOf(to) },
    })),
  );
  return moved.length;
}
