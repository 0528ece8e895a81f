import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import type { DriverRow } from '@/db/driver-row';
import type { rateLimits } from '@/db/schema/team';

/** `left`: seconds until the window ends. */
export type CountedAttempt = DriverRow<typeof rateLimits, 'count'> & { left: number };

/** Counts an attempt at `at`, an instant in ISO text, under one key. Locks that one row, and so never waits in a circle. */
export async function countAttempt(
  db: Executor,
  { key, windowSeconds, at }: { key: string; windowSeconds: number; at: string },
): Promise<CountedAttempt | undefined> {
  const [counted] = await db.execute<CountedAttempt>(sql`
    insert into rate_limits as r (key, window_started_at, count) values (${key}, ${at}::timestamptz, 1)
    on conflict (key) do update set
      count = case when r.window_started_at <= ${at}::timestamptz - make_interval(secs => ${windowSeconds})
        then 1 else r.count + 1 end,
      window_started_at = case when r.window_started_at <= ${at}::timestamptz - make_interval(secs => ${windowSeconds})
        then ${at}::timestamptz else r.window_started_at end
    returning count, ceil(extract(epoch from window_started_at - ${at}::timestamptz) + ${windowSeconds})::int as left`);
  return counted;
}
