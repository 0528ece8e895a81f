import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Executor } from '@/db/client';
import { inBatches } from '@/lib/core/in-batches';

const rowsAtOnce = 1_000;

export type Old = {
  table: PgTable;
  isOld: SQL | undefined;
  /** Leads to the oldest first, by an index. */
  order: PgColumn;
};

/** Deletes the rows of a table that are old, some with each commit, so that others wait for none of them. @returns how many */
export function deleteOld(db: Executor, { table, isOld, order }: Old, signal?: AbortSignal): Promise<number> {
  return inBatches({ size: rowsAtOnce, signal }, async (size) => {
    const some = db
      .select({ at: sql`ctid` })
      .from(table)
      .where(isOld)
      .orderBy(order)
      .limit(size)
      .for('update', { skipLocked: true });
    const gone = await db.delete(table).where(sql`ctid = any(array(${some}))`).returning({ at: sql`1` });
    return gone.length;
  });
}
