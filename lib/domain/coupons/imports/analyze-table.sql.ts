import { getTableName, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Executor } from '@/db/client';

/**
 * Has Postgres know what a table holds by now, the rows of this transaction too. Of a table that was nearly empty it would read all
 * for each further row, to compare it. It keeps others from the same until the commit, and from nothing else.
 */
export async function analyzeTable(tx: Executor, table: PgTable): Promise<void> {
  await tx.execute(sql`analyze ${sql.identifier(getTableName(table))}`);
}
