import { type SQL, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { apiName, type Field } from '@/lib/core/entities/field';
import type { OwnTable } from '@/lib/domain/coupons/directory-entries/entry-table';

/** `declared`: the directory's fields by name; `at`: an instant in ISO text. */
type NewEntries = { table: OwnTable; declared: [string, Field][]; entries: unknown[]; at: string };

/**
 * Writes those whose names are free, and gives their ids in order. They go in by name, so that two imports of the same
 * names wait for each other in one order. Locks nothing else.
 */
export async function insertEntries(db: Executor, { table, declared, entries, at }: NewEntries): Promise<number[]> {
  // The names of the JSON's keys and of the columns.
  const keys = declared.map(([name]) => sql`${sql.identifier(name)}`);
  const columns = declared.map(([name]) => sql`${sql.identifier(apiName(name, undefined))}`);
  const typed = declared.map(([name, field]) => sql`${sql.identifier(name)} ${sql.raw(typeOf(field))}`);
  const added = await db.execute<{ id: string }>(sql`
    insert into ${table} (${list(columns)}, created_at, updated_at)
    select ${list(keys)}, ${at}::timestamptz, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(entries)}::text::jsonb) as e (${list(typed)})
    order by lower(name)
    on conflict (lower(name)) where archived_at is null do nothing
    returning id`);
  return added.map(({ id }) => Number(id)).toSorted((a, b) => a - b);
}

const list = (parts: SQL[]) => sql.join(parts, sql`, `);

const types = {
  name: 'text',
  text: 'text',
  choice: 'text',
  boolean: 'boolean',
  instant: 'timestamptz',
  percent: 'numeric',
  ids: 'bigint[]',
} as const;
const typeOf = (field: Field) => (field.kind === 'integer' ? 'bigint' : types[field.kind]);
