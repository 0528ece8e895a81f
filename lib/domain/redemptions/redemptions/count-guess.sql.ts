import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';

const freeGuesses = 20;
const longestPauseSeconds = 900;
const forgottenAfterSeconds = 900;

/**
 * Counts one failure. After the free ones each doubles the pause, in which every answer is a refusal; the row's instant
 * is the pause's end, so that the redeeming statement itself sees it and a success costs no further round trip. Locks one
 * row at a time, and so never waits in a circle.
 */
export async function countGuess(db: Executor, now: Date, keys: string[]): Promise<void> {
  const at = now.toISOString();
  for (const key of keys) {
    await db.execute(sql`
      insert into rate_limits as r (key, window_started_at, count) values (${key}, ${at}::timestamptz, 1)
      on conflict (key) do update set
        count = case when r.window_started_at < ${at}::timestamptz - make_interval(secs => ${forgottenAfterSeconds})
          then 1 else r.count + 1 end,
        window_started_at = case
          when r.window_started_at < ${at}::timestamptz - make_interval(secs => ${forgottenAfterSeconds})
            or r.count + 1 < ${freeGuesses} then ${at}::timestamptz
          else ${at}::timestamptz + make_interval(
            secs => least(${longestPauseSeconds}, power(2, least(r.count + 1 - ${freeGuesses}, 20)))) end`);
  }
}
