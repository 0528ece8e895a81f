import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';

/** The first lock of its transaction: nobody else writes fingerprints until it ends, while everybody reads them. */
export async function lockFingerprints(tx: Executor): Promise<void> {
  await tx.execute(sql`lock table key_fingerprints in share row exclusive mode`);
}
