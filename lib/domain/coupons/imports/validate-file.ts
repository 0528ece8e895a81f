import { sql } from 'drizzle-orm';
import type { Context } from '@/lib/platform/context/context';
import type { ImportKind, ValidatedRow } from './import-kind';
import { readRows } from './read-rows';

type Named = { name?: string };

/** Every row with its result, against the rest of the file and against what there is. @throws Invalid (`file`) */
export async function validateFile<Entry>(
  ctx: Context,
  kind: ImportKind<Entry>,
  body: AsyncIterable<Uint8Array>,
): Promise<ValidatedRow<Entry>[]> {
  const rows = await readRows(kind, body);
  const wellFormed = rows.filter(({ entry }) => entry !== null);
  // The database compares names, as its index does.
  const found = await ctx.db.execute<{ place: number; existing: boolean; repeated: boolean }>(sql`
    select x.place::int, row_number() over (partition by lower(x.name) order by x.place) > 1 as repeated,
      exists (select from ${kind.table} e where e.archived_at is null and lower(e.name) = lower(x.name)) as existing
    from jsonb_array_elements_text(${JSON.stringify(wellFormed.map(({ entry }) => (entry as Named | null)?.name))}::text::jsonb)
      with ordinality as x (name, place)`);
  for (const { place, existing, repeated } of found) {
    const row = wellFormed[place - 1];
    if (row && (existing || repeated)) row.result = existing ? 'existing' : 'duplicate';
  }
  return rows;
}
