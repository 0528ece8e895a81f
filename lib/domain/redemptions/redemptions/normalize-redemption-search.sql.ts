import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { readFound } from '@/lib/core/read-found';
import { ofUser } from './redemption-filter';

/** Whether there is a redemption of a user that a search for `ref` finds. */
export async function hasRedemptionOf(db: Executor, ref: string): Promise<boolean> {
  const list = { id: sql`r.id`, table: 'redemptions', descending: true, after: null, limit: 1 } as const;
  const asked = { ...list, search: ofUser(ref) };
  const found = await readFound(asked, (where, orderBy) =>
    db.execute(sql`select from redemptions r where ${where} order by ${orderBy} limit 1`),
  );
  return found.length > 0;
}
