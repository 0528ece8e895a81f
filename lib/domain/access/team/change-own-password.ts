import { and, eq, isNull, ne } from 'drizzle-orm';
import { sessions, users } from '@/db/schema/team';
import { Conflict, Invalid } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { clearAttempts, limitAttempts } from '@/lib/platform/auth/limit-attempts';
import { hashPassword, passwordMatches } from '@/lib/platform/auth/password';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { changeOwnPasswordInput } from './schemas';

/**
 * Changes the actor's own password and signs them out everywhere else.
 * @throws Invalid (the current one is wrong, or the new one is the same), RateLimited (10 tries a quarter of an hour)
 */
export const changeOwnPassword = operation(null, changeOwnPasswordInput, async (ctx: Context<UserActor>, input) => {
  const { id: userId, sessionId } = ctx.actor;
  const attempts = { key: `password:account:${userId}`, limit: 10, windowSeconds: 15 * 60 };
  await limitAttempts(ctx.db, ctx.now(), [attempts]);
  const [user] = await ctx.db.select().from(users).where(eq(users.id, userId));
  if (!user || !(await passwordMatches(user.passwordHash, input.currentPassword))) {
    throw new Invalid({ currentPassword: ['This is not your password now. Type it again.'] });
  }
  if (input.newPassword === input.currentPassword) {
    throw new Invalid({ newPassword: ['This is the password you have already. Choose another.'] });
  }
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
    await tx.db
      .update(sessions)
      .set({ revokedAt: now })
      .where(and(eq(sessions.userId, userId), ne(sessions.id, sessionId), isNull(sessions.revokedAt)));
    await recordAudit(tx, { action: 'user.password_changed', subjectKind: 'user', subjectId: userId });
  });
  await clearAttempts(ctx.db, attempts.key);
});
