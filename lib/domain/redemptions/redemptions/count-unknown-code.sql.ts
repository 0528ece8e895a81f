import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { settings } from '@/db/schema/team';

const windowSeconds = 60;
/** As the settings are when there are none. */
const usualPerMinute = 1_000;

/**
 * Counts an unknown code of a key, in windows of a minute that all processes share. With the last one that is allowed, by the settings
 * or by `perMinute`,
 * the row's instant is the window's end, which the statements that redeem and check see as a pause: a right code is refused like
 * a wrong one until then. Locks that one row, and so never waits in a circle.
 */
export async function countUnknownCode(db: Executor, now: Date, keys: string[], perMinute?: number): Promise<void> {
  const at = now.toISOString();
  const ofSettings = sql`coalesce((select ${settings.wrongCodesPerMinute} from ${settings} where ${settings.id} = 1), ${usualPerMinute}::int)`;
  const limit = perMinute === undefined ? ofSettings : sql`${perMinute}::int`;
  const window = sql`make_interval(secs => ${windowSeconds})`;
  const isNew = sql`(r.window_started_at <= ${at}::timestamptz - ${window}
    or r.count >= ${limit} and r.window_started_at <= ${at}::timestamptz)`;
  for (const key of keys) {
    await db.execute(sql`
      insert into rate_limits as r (key, window_started_at, count) values (${key}, ${at}::timestamptz, 1)
      on conflict (key) do update set
        count = case when ${isNew} then 1 else r.count + 1 end,
        window_started_at = case
          when ${isNew} then ${at}::timestamptz
          when r.window_started_at <= ${at}::timestamptz and r.count + 1 >= ${limit} then r.window_started_at + ${window}
          else r.window_started_at end`);
  }
}
