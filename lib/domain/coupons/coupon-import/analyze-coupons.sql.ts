import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';

/**
 * Has Postgres know what the table of coupons holds by now, the rows of this transaction too. Of a table that was nearly empty it
 * would read all for each further coupon, to compare its code. It keeps others from the same until the commit, and from nothing else.
 */
export async function analyzeCoupons(tx: Executor): Promise<void> {
  await tx.execute(sql`analyze coupons`);
}
