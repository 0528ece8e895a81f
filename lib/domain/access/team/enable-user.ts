import { eq } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { lockUser } from './lock-user';
import { userInput } from './schemas';

/** Lets a disabled user sign in again; their old sessions stay ended. @throws NeedsProof, Forbidden, Invalid, NotFound */
export const enableUser = operation(
  'team.write',
  userInput,
  (ctx, { userId }): Promise<{ id: number }> => {
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
  },
  { freshProof: true },
);
