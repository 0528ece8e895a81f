import { and, eq, sql } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { setOwnLanguageInput } from './schemas';

/** The language in which the actor sees the desk, wherever they sign in. Asks for no permission. @throws Invalid */
export const setOwnLanguage = operation(
  null,
  setOwnLanguageInput,
  (ctx: Context<UserActor>, { language }): Promise<void> => {
    const { id: userId } = ctx.actor;
    return inTransaction(ctx, async (tx) => {
      const changed = await tx.db
        .update(users)
        .set({ language, updatedAt: tx.now() })
        .where(and(eq(users.id, userId), sql`${users.language} is distinct from ${language}`))
        .returning({ id: users.id });
      if (changed.length === 0) return;
      await recordAudit(tx, {
        action: 'user.language_set',
        subjectKind: 'user',
        subjectId: userId,
        data: { language },
      });
    });
  },
);
