import { hash } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import { RateLimited } from '@/lib/core/errors';
import { isActive } from '@/lib/platform/auth/held-role';
import { limitAttempts } from '@/lib/platform/auth/limit-attempts';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { enqueue } from '@/lib/platform/jobs/queue';
import { requestPasswordLinkInput } from './schemas';

const hour = { windowSeconds: 60 * 60 };
const perAccount = 3;

/**
 * Has a link mailed to somebody who forgot their password. The answer says nothing, and the same is read and written for
 * every email: also where there is no such account, it is disabled, or three mails went out within the hour. Requests are not
 * counted by their network: anyone behind the same address could keep the others from asking.
 * @throws Invalid
 */
export const requestPasswordLink = operation(
  null,
  requestPasswordLinkInput,
  async (ctx: Context<SystemActor>, { email }): Promise<void> => {
    const { db } = ctx;
    const [owner] = await db
      .select({ id: users.id })
      .from(users)
      .where(eq(sql`lower(${users.email})`, email));
    // Nobody's are counted under few keys: a million of them leave no more behind.
    const whose = owner ? `account:${owner.id}` : `nobody:${hash('sha256', email, 'buffer')[0]}`;
    const isWithinLimit = await limitAttempts(db, ctx.now(), [
      { key: `password-link:${whose}`, limit: perAccount, ...hour },
    ]).then(
      () => true,
      (error: unknown) => {
        if (error instanceof RateLimited) return false;
        throw error;
      },
    );
    await inTransaction(ctx, async (tx) => {
      const [user] = await tx.db
        .select({ id: users.id })
        .from(users)
        .where(and(eq(sql`lower(${users.email})`, email), isActive()));
      const userId = user && isWithinLimit ? user.id : null;
      // Nobody's job too, so that an account takes no longer than none; one a minute, so that no mail waits behind them.
      const once = userId === null ? { singletonKey: 'nobody', singletonSeconds: 60 } : {};
      await enqueue(tx.db, 'send-account-email', { kind: 'password_link', userId, askedAt: ctx.now().getTime() }, once);
    });
  },
);
