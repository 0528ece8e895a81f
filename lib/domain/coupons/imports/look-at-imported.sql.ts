import { type SQL, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import type { Imported, StaysFor } from './import-kind';

type LookedAt = {
  table: SQL;
  name: SQL;
  /** When a row stays, the first that is true: conditions on `e`, the row. */
  stays: Partial<Record<StaysFor, SQL>>;
};

/**
 * The rows with these ids that are still there, by id, each with why it stays as it is. With `hold` it locks them in that order, and
 * nothing else, in a statement of its own: what was done with them while it waited is seen by the next one alone.
 */
export async function lookAtImported(
  db: Executor,
  { table, name, stays }: LookedAt,
  ids: number[],
  hold: boolean,
): Promise<Imported[]> {
  const reasons = Object.entries(stays).map(([why, when]) => sql`when ${when} then ${why}`);
  const why = reasons.length > 0 ? sql`case ${sql.join(reasons, sql` `)} end` : sql`null`;
  const named = sql`e.id = any (array(select jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb)::int8))`;
  if (hold) await db.execute(sql`select from ${table} e where ${named} order by e.id for update of e`);
  const rows = await db.execute<Omit<Imported, 'id'> & { id: string }>(sql`
    select e.id, ${name} as name, ${why} as why from ${table} e where ${named} order by e.id`);
  return rows.map(({ id, ...row }) => ({ ...row, id: Number(id) }));
}
