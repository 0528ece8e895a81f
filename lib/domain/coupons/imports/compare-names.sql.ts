import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import type { OwnTable } from '@/lib/domain/coupons/directory-entries/entry-table';

/** `place` counts from 1; names with the same `key` are the same name. */
type ComparedName = { place: number; existing: boolean; key: string };

/** Compares names with the entries of a table, as the index of the table does. */
export function compareNames(db: Executor, table: OwnTable, names: (string | undefined)[]): Promise<ComparedName[]> {
  return db.execute<ComparedName>(sql`
    select x.place::int, lower(x.name) as key,
      exists (select from ${table} e where e.archived_at is null and lower(e.name) = lower(x.name)) as existing
    from jsonb_array_elements_text(${JSON.stringify(names)}::text::jsonb) with ordinality as x (name, place)
    order by x.place`);
}
