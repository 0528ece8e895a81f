import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';

/** Whether the database knows a time zone, in any case. */
export async function hasTimeZone(db: Executor, timeZone: string): Promise<boolean> {
  const known = await db.execute(sql`select from pg_timezone_names where lower(name) = ${timeZone.toLowerCase()}`);
  return known.length > 0;
}
