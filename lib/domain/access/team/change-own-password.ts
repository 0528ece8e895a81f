import { and, eq, isNull } from 'drizzle-orm';
import { passwordLinks } from '@/db/schema/account-links';
import { users } from '@/db/schema/team';
import { Conflict, Invalid } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { assertStrong } from '@/lib/platform/auth/assert-strong';
import { clearAttempts } from '@/lib/platform/auth/limit-attempts';
import { limitProofs, noteFailedProof } from '@/lib/platform/auth/note-failed-proof';
import { hashPassword, passwordMatches } from '@/lib/platform/auth/password';
import { revokeSessionsOf } from '@/lib/platform/auth/session';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { enqueue } from '@/lib/platform/jobs/queue';
import { changeOwnPasswordInput } from './schemas';

const ownPassword = 'the own password, to change it';

/**
 * Changes the actor's own password, signs them out everywhere else and informs them by mail.
 * @throws Invalid (the current one is wrong, or the new one is the same or easy to guess), RateLimited (10 tries a quarter of an hour)
 */
export const changeOwnPassword = operation(null, changeOwnPasswordInput, async (ctx: Context<UserActor>, input) => {
  const { id: userId, sessionId } = ctx.actor;
  const attempts = { key: `password:account:${userId}`, limit: 10, windowSeconds: 15 * 60 };
  await limitProofs(ctx, attempts, ownPassword);
  const [user] = await ctx.db.select().from(users).where(eq(users.id, userId));
  if (!user || !(await passwordMatches(user.passwordHash, input.currentPassword))) {
    noteFailedProof(ctx, ownPassword);
    throw new Invalid({ currentPassword: ['This is not your password now. Type it again.'] });
  }
  if (input.newPassword === input.currentPassword) {
    throw new Invalid({ newPassword: ['This is the password you have already. Choose another.'] });
  }
  await assertStrong(ctx, 'newPassword', input.newPassword, user);
  const passwordHash = await hashPassword(input.newPassword);
  await inTransaction(ctx, async (tx) => {
    const now = ctx.now();
    const changed = await tx.db
      .update(users)
      .set({ passwordHash, updatedAt: now })
      .where(and(eq(users.id, userId), eq(users.passwordHash, user.passwordHash), isNull(users.disabledAt)))
      .returning({ id: users.id });
    if (changed.length === 0) {
      throw new Conflict('changed_meanwhile', 'Your password was changed at the same time. Sign in again.');
    }
    await revokeSessionsOf(tx.db, [userId], now, sessionId);
    await tx.db.delete(passwordLinks).where(eq(passwordLinks.userId, userId));
    await recordAudit(tx, { action: 'user.password_changed', subjectKind: 'user', subjectId: userId });
    await enqueue(tx.db, 'send-account-email', { kind: 'password_changed', userId, askedAt: now.getTime() });
  });
  await clearAttempts(ctx.db, attempts.key);
});
