import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';

/** The midnight that the day of `now`, an instant in ISO text, began at in a time zone; as the database writes it. */
export async function midnightBefore(db: Executor, now: string, timeZone: string): Promise<string | undefined> {
  const [row] = await db.execute<{ since: string }>(
    sql`select date_trunc('day', ${now}::timestamptz, ${timeZone}) as since`,
  );
  return row?.since;
}
