import { type SQL, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { sales } from '@/db/schema/sales';
import { readFound } from '@/lib/core/read-found';

type Page = { descending?: boolean; after?: number | null; limit: number };

/** The ids of the sales of a page that fit a search, newest first unless it says otherwise. For use cases: it asks for no permission. */
export async function findSales(
  db: Executor,
  search: SQL | undefined,
  { descending = true, after = null, limit }: Page,
): Promise<number[]> {
  const asked = { id: sql`${sales.id}`, table: 'sales', search, descending, after, limit } as const;
  const rows = await readFound(asked, (where, orderBy) =>
    db.select({ id: sales.id }).from(sales).where(where).orderBy(orderBy).limit(limit),
  );
  return rows.map(({ id }) => id);
}
