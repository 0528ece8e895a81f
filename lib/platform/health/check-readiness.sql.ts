import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { rateLimits } from '@/db/schema/team';

/** @throws when the database does not answer */
export async function assertAnswers(db: Executor): Promise<void> {
  await db.execute(sql`select 1`);
}

/** What the database's clock says. @throws when the database does not answer */
export async function readClock(db: Executor): Promise<Date> {
  const [row] = await db.execute<{ ms: number }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`,
  );
  return new Date(row?.ms ?? Number.NaN);
}

/** Writes a row and waits until it is on disk. @throws when the database is read-only, full, or does not answer */
export async function assertWrites(db: Executor): Promise<void> {
  const row = { key: 'readiness', windowStartedAt: new Date(), count: 0 };
  await db
    .insert(rateLimits)
    .values(row)
    .onConflictDoUpdate({ target: rateLimits.key, set: { windowStartedAt: row.windowStartedAt } });
}
