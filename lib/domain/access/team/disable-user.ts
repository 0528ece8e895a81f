import { eq } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { revokeSessionsOfUser } from '@/lib/platform/auth/session';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { lastAdmin, lockUser } from './lock-user';
import type { UserInput } from './schemas';

/** Signs the user out everywhere and keeps them out. Twice is as once. @throws Forbidden, NotFound, Conflict (`last_admin`) */
export async function disableUser(ctx: Context, { userId }: UserInput): Promise<{ id: number; disabledAt: Date }> {
  assertCan(ctx, 'team.write');
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
}
