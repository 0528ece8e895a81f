import type { FileBody } from '@/lib/core/file-body';
import type { Context } from '@/lib/platform/context/context';
import type { ImportKind, ReadAs, ValidatedRow } from './import-kind';
import { readRows } from './read-rows';

/** Every row with its result, against the rest of the file and against what there is. @throws Invalid (`file`, or how it is read) */
export async function validateFile<Entry>(
  ctx: Context,
  kind: ImportKind<Entry>,
  reading: ReadAs,
  file: FileBody,
): Promise<ValidatedRow<Entry>[]> {
  const rows = await readRows(ctx, kind, reading, file);
  await kind.compare(
    ctx,
    rows.filter(({ entry }) => entry !== null),
  );
  return rows;
}
