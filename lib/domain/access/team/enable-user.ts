import { eq } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { lockUser } from './lock-user';
import type { UserInput } from './schemas';

/** Lets a disabled user sign in again; their old sessions stay ended. @throws Forbidden, NotFound */
export async function enableUser(ctx: Context, { userId }: UserInput): Promise<{ id: number }> {
  assertCan(ctx, 'team.write');
  return inTransaction(ctx, async (tx) => {
    const { user } = await lockUser(tx, userId);
    if (!user.disabledAt) return { id: userId };
    await tx.db.update(users).set({ disabledAt: null, updatedAt: ctx.now() }).where(eq(users.id, userId));
    await recordAudit(tx, {
      action: 'user.enabled',
      subjectKind: 'user',
      subjectId: userId,
      data: { name: user.name },
    });
    return { id: userId };
  });
}
