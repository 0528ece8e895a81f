import { and, eq, isNull, ne } from 'drizzle-orm';
import { sessions } from '@/db/schema/team';
import { NotFound } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { sessionInput } from './schemas';

/**
 * Signs one other session of the actor out.
 * @throws NeedsProof, Invalid, NotFound (not theirs, ended, or the one of this request)
 */
export const endOwnSession = operation(
  null,
  sessionInput,
  async (ctx: Context<UserActor>, { sessionId }) => {
    const ended = await endSessions(ctx, sessionId);
    if (ended === 0) throw new NotFound('This session');
    return { ended };
  },
  { freshProof: 'always' },
);

/** Signs the actor out everywhere but here. @throws NeedsProof */
export const endOtherSessions = operation(
  null,
  noInput,
  async (ctx: Context<UserActor>) => ({ ended: await endSessions(ctx) }),
  { freshProof: 'always' },
);

function endSessions(ctx: Context<UserActor>, sessionId?: number): Promise<number> {
  const { id: userId } = ctx.actor;
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .update(sessions)
      .set({ revokedAt: ctx.now() })
      .where(
        and(
          eq(sessions.userId, userId),
          isNull(sessions.revokedAt),
          ne(sessions.id, ctx.actor.sessionId),
          sessionId === undefined ? undefined : eq(sessions.id, sessionId),
        ),
      )
      .returning({ id: sessions.id });
    if (rows.length > 0) {
      await recordAudit(tx, {
        action: 'user.sessions_ended',
        subjectKind: 'user',
        subjectId: userId,
        data: { sessions: rows.length },
      });
    }
    return rows.length;
  });
}
