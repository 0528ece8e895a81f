import { and, eq, sql } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import { addressBucket } from '@/lib/core/address-bucket';
import { RateLimited } from '@/lib/core/errors';
import { isActive } from '@/lib/platform/auth/held-role';
import { isKnownDevice } from '@/lib/platform/auth/known-device';
import { limitAttempts } from '@/lib/platform/auth/limit-attempts';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { enqueue } from '@/lib/platform/jobs/queue';
import { requestPasswordLinkInput } from './schemas';

const hour = { windowSeconds: 60 * 60 };
const perNetwork = 20;
const perAccount = 3;

/**
 * Has a link mailed to somebody who forgot their password. The answer says nothing, and the same is read and written for
 * every email: also where there is no such account, it is disabled, or three mails went out within the hour.
 * @throws Invalid, RateLimited (20 an hour for a network, without those from browsers that an account's owner signed in with)
 */
export const requestPasswordLink = operation(
  null,
  requestPasswordLinkInput,
  async (ctx: Context<SystemActor>, { email }): Promise<void> => {
    const { db, origin, browser } = ctx;
    const [owner] = await db
      .select({ id: users.id })
      .from(users)
      .where(eq(sql`lower(${users.email})`, email));
    // A browser of the account's owner asks whatever others ask from the same network.
    const isOwn = await isKnownDevice(db, owner?.id ?? 0, browser?.device);
    if (!isOwn && origin && origin.address !== 'unknown') {
      const key = `password-link:address:${addressBucket(origin.address)}`;
      await limitAttempts(db, ctx.now(), [{ key, limit: perNetwork, ...hour }]);
    }
    const isWithinLimit = await limitAttempts(db, ctx.now(), [
      { key: `password-link:account:${email}`, limit: perAccount, ...hour },
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
      // Nobody's job too, so that an account takes no longer than none.
      await enqueue(tx.db, 'send-account-email', { kind: 'password_link', userId, askedAt: ctx.now().getTime() });
    });
  },
);
