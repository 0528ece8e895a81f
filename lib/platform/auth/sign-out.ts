import { and, eq, isNull } from 'drizzle-orm';
import { sessions } from '@/db/schema/team';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';

/** Ends the session of the request; its cookie is useless from then on. */
export const signOut = operation(
  null,
  noInput,
  async (ctx: Context<UserActor>): Promise<void> => {
    await inTransaction(ctx, async (tx) => {
      const ended = await tx.db
        .update(sessions)
        .set({ revokedAt: ctx.now() })
        .where(and(eq(sessions.id, ctx.actor.sessionId), isNull(sessions.revokedAt)))
        .returning({ id: sessions.id });
      if (ended.length === 0) return;
      await recordAudit(tx, { action: 'user.signed_out', subjectKind: 'user', subjectId: ctx.actor.id });
    });
  },
  { beforeSecondFactor: true },
);
