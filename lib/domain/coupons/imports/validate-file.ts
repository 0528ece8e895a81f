import type { Context } from '@/lib/platform/context/context';
import type { ImportKind, ValidatedRow } from './import-kind';
import { readRows } from './read-rows';
import { compareNames } from './validate-file.sql';

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
  const names = wellFormed.map(({ entry }) => (entry as Named | null)?.name);
  const found = await compareNames(ctx.db, kind.table, names);
  for (const { place, existing, repeated } of found) {
    const row = wellFormed[place - 1];
    if (row && (existing || repeated)) row.result = existing ? 'existing' : 'duplicate';
  }
  return rows;
}
