import type { FileBody } from '@/lib/core/file-body';
import type { Context } from '@/lib/platform/context/context';
import type { ImportKind, ReadAs, ValidatedRow } from './import-kind';
import { readRows } from './read-rows';

export const comparedAtOnce = 500;

/**
 * Every row of a file with its result, against the rest of the file and against what there is, in parts.
 * @throws Invalid (`file`, or how it is read), and what `use` throws
 */
export async function validateParts<Entry>(
  ctx: Context,
  kind: ImportKind<Entry>,
  reading: ReadAs,
  { file, size = comparedAtOnce }: { file: FileBody; size?: number | undefined },
  use: (rows: ValidatedRow<Entry>[]) => Promise<void>,
): Promise<void> {
  const compare = await kind.comparison(ctx);
  await readRows(ctx, kind, reading, { file, size }, async (rows) => {
    await compare(ctx, readable(rows));
    await use(rows);
  });
}

/** Those that could be read by themselves. */
export const readable = <Entry>(rows: ValidatedRow<Entry>[]) => rows.filter(({ entry }) => entry !== null);
