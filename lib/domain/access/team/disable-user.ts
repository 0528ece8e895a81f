import { eq } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { revokeSessionsOfUser } from '@/lib/platform/auth/session';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { lastAdmin, lockUser } from './lock-user';
import { userInput } from './schemas';

type DisabledUser = { id: number; disabledAt: Date };

/**
 * Signs the user out everywhere and keeps them out; a second call changes nothing.
 * @throws Forbidden, Invalid, NotFound, Conflict (`last_admin`)
 */
export const disableUser = operation('team.write', userInput, (ctx, { userId }): Promise<DisabledUser> => {
  return inTransaction(ctx, async (tx) => {
    const { user, isLastAdmin } = await lockUser(tx, userId);
    if (user.disabledAt) return { id: user.id, disabledAt: user.disabledAt };
    if (isLastAdmin) throw lastAdmin();
    const disabledAt = ctx.now();
    await tx.db.update(users).set({ disabledAt, updatedAt: disabledAt }).where(eq(users.id, userId));
    await revokeSessionsOfUser(tx.db, userId, disabledAt);
    await recordAudit(tx, {
      action: 'user.disabled',
      subjectKind: 'user',
      subjectId: userId,
      data: { name: user.name },
    });
    return { id: userId, disabledAt };
  });
});
