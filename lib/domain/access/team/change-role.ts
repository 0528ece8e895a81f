import { eq } from 'drizzle-orm';
import { savedViews } from '@/db/schema/saved-views';
import { users } from '@/db/schema/team';
import { endAccess } from '@/lib/domain/access/end-access';
import { findIntegratorToGive, findRoleToGive, nameOf } from '@/lib/domain/access/roles/find-role';
import { assertNotLetInBy } from '@/lib/platform/accounts/assert-not-let-in-by';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { roleColumnsOf } from '@/lib/platform/auth/held-role';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { type RoleRef, refOf } from '@/lib/platform/context/roles';
import { lastAdmin, lockUser } from './lock-user';
import { changeRoleInput } from './schemas';

type ChangedRole = { id: number; role: RoleRef };

/**
 * Signs the user out, so that they go on in the new role alone (of a partner: of the new integrator alone), and ends the links that they handed out.
 * @throws Forbidden (either role holds what the actor lacks, or they let the actor in), Invalid, NotFound, Conflict (`last_admin`)
 */
export const changeRole = operation(
  'team.write',
  changeRoleInput,
  (ctx, input): Promise<ChangedRole> => {
    return inTransaction(ctx, async (tx) => {
      const role = await findRoleToGive(tx, input.role, 'role');
      const integratorId = await findIntegratorToGive(tx, role, input.integratorId);
      const { user, isLastAdmin } = await lockUser(tx, input.userId);
      const isSame = refOf(user.heldRole) === input.role && user.integratorId === integratorId;
      if (isSame) return { id: user.id, role: input.role };
      if (isLastAdmin) throw lastAdmin();
      await assertNotLetInBy(tx, [user.id], 'account');
      await tx.db
        .update(users)
        .set({ ...roleColumnsOf(role, integratorId), updatedAt: ctx.now() })
        .where(eq(users.id, user.id));
      if (integratorId !== user.integratorId) await keepViewsToThemselves(tx, user.id);
      // What an open page shows is of the old role.
      await endAccess(tx, [user.id]);
      await recordAudit(tx, {
        action: 'user.role_changed',
        subjectKind: 'user',
        subjectId: user.id,
        data: {
          name: user.name,
          from: nameOf(user.heldRole),
          to: nameOf(role),
          ...(integratorId === null ? {} : { integratorId }),
        },
      });
      return { id: user.id, role: input.role };
    });
  },
  { freshProof: true },
);

/** What they shared was for the people of the company that they leave. */
async function keepViewsToThemselves(tx: Context, userId: number): Promise<void> {
  await tx.db.update(savedViews).set({ isShared: false }).where(eq(savedViews.ownerId, userId));
}
