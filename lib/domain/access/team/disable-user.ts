import { eq } from 'drizzle-orm';
import { passwordLinks } from '@/db/schema/account-links';
import { oidcIdentities } from '@/db/schema/oidc';
import { users } from '@/db/schema/team';
import { endAccess } from '@/lib/domain/access/end-access';
import { assertNotLetInBy } from '@/lib/platform/accounts/assert-not-let-in-by';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { lastAdmin, lockUser } from './lock-user';
import { userInput } from './schemas';

type DisabledUser = { id: number; disabledAt: Date };

/**
 * Signs the user out everywhere, ends their own link and those that they handed out, forgets their accounts at providers and keeps
 * them out; a second call changes nothing.
 * @throws Forbidden (also: they let the actor in), Invalid, NotFound, Conflict (`last_admin`)
 */
export const disableUser = operation('team.write', userInput, (ctx, { userId }): Promise<DisabledUser> => {
  return inTransaction(ctx, async (tx) => {
    const { user, isLastAdmin } = await lockUser(tx, userId);
    if (user.disabledAt) return { id: user.id, disabledAt: user.disabledAt };
    if (isLastAdmin) throw lastAdmin();
    await assertNotLetInBy(tx, [userId], 'account');
    const disabledAt = ctx.now();
    await tx.db.update(users).set({ disabledAt, updatedAt: disabledAt }).where(eq(users.id, userId));
    await endAccess(tx, [userId]);
    await tx.db.delete(passwordLinks).where(eq(passwordLinks.userId, userId));
    await tx.db.delete(oidcIdentities).where(eq(oidcIdentities.userId, userId));
    await recordAudit(tx, {
      action: 'user.disabled',
      subjectKind: 'user',
      subjectId: userId,
      data: { name: user.name },
    });
    return { id: userId, disabledAt };
  });
});
