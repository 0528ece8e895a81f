import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { RateLimited } from '@/lib/core/errors';

export type AttemptLimit = { key: string; limit: number; windowSeconds: number };

/**
 * Counts one attempt under each key, in fixed windows kept in Postgres, so that every process sees the same count.
 * @throws RateLimited when a key has passed its limit; the attempt itself stays counted.
 */
export async function limitAttempts(db: Executor, now: Date, limits: AttemptLimit[]): Promise<void> {
  for (const { key, limit, windowSeconds } of limits) {
    const at = now.toISOString();
    const rows = await db.execute<{ count: number; left: number }>(sql`
      insert into rate_limits as r (key, window_started_at, count) values (${key}, ${at}::timestamptz, 1)
      on conflict (key) do update set
        count = case when r.window_started_at <= ${at}::timestamptz - make_interval(secs => ${windowSeconds})
          then 1 else r.count + 1 end,
        window_started_at = case when r.window_started_at <= ${at}::timestamptz - make_interval(secs => ${windowSeconds})
          then ${at}::timestamptz else r.window_started_at end
      returning count, ceil(extract(epoch from window_started_at - ${at}::timestamptz) + ${windowSeconds})::int as left`);
    const row = rows[0];
    if (row && row.count > limit) throw new RateLimited(Math.max(1, row.left));
  }
}

export async function clearAttempts(db: Executor, key: string): Promise<void> {
  await db.execute(sql`delete from rate_limits where key = ${key}`);
}
