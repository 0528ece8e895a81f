import { and, eq, isNull } from 'drizzle-orm';
import { sessions } from '@/db/schema/team';
import { recordAudit } from '@/lib/audit/record-audit';
import { type Context, inTransaction, type UserActor } from '@/lib/context';

/** Ends the session that the request came with; its cookie is worth nothing from then on. */
export async function signOut(ctx: Context<UserActor>): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const ended = await tx.db
      .update(sessions)
      .set({ revokedAt: ctx.now() })
      .where(and(eq(sessions.id, ctx.actor.sessionId), isNull(sessions.revokedAt)))
      .returning({ id: sessions.id });
    if (ended.length === 0) return;
    await recordAudit(tx, { action: 'user.signed_out', subjectKind: 'user', subjectId: ctx.actor.id });
  });
}
