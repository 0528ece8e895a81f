import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { ofUser } from './redemption-filter';

/** Whether there is a redemption of a user that a search for `ref` finds. */
export async function hasRedemptionOf(db: Executor, ref: string): Promise<boolean> {
  const found = await db.execute(sql`select from redemptions r where ${ofUser(ref)} limit 1`);
  return found.length > 0;
}
