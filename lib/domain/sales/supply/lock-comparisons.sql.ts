import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';

/** Until the transaction ends, no other one asks for a comparison or keeps what it found. The number is this lock's own. */
export async function lockComparisons(tx: Executor): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(7202640)`);
}
