import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';

/** @throws when the database does not answer */
export async function assertAnswers(db: Executor): Promise<void> {
  await db.execute(sql`select 1`);
}
