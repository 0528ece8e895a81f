import { and, eq, gt, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { rateLimits } from '@/db/schema/team';
import { RateLimited } from '@/lib/core/errors';
import { countAttempt } from './limit-attempts.sql';

export type AttemptLimit = { key: string; limit: number; windowSeconds: number };

/**
 * Counts one attempt under each key, in fixed windows kept in Postgres, so that every process sees the same count.
 * @throws RateLimited when a key has passed its limit; the attempt itself stays counted.
 */
export async function limitAttempts(db: Executor, now: Date, limits: AttemptLimit[]): Promise<void> {
  for (const { key, limit, windowSeconds } of limits) {
    const counted = await countAttempt(db, { key, windowSeconds, at: now.toISOString() });
    if (counted && counted.count > limit) throw new RateLimited(Math.max(1, counted.left));
  }
}

export async function clearAttempts(db: Executor, key: string): Promise<void> {
  await db.delete(rateLimits).where(eq(rateLimits.key, key));
}

/** Takes one attempt back that was none: it counts no longer against others under the same key. */
export async function takeBackAttempt(db: Executor, key: string): Promise<void> {
  await db
    .update(rateLimits)
    .set({ count: sql`${rateLimits.count} - 1` })
    .where(and(eq(rateLimits.key, key), gt(rateLimits.count, 0)));
}

/** Also of keys that are not known here, such as those of other browsers. */
export async function clearAttemptsBelow(db: Executor, prefix: string): Promise<void> {
  await db.delete(rateLimits).where(sql`starts_with(${rateLimits.key}, ${prefix})`);
}
