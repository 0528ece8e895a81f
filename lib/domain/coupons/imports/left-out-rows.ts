import type { Cell } from '@/lib/core/table-file';
import type { Context } from '@/lib/platform/context/context';
import type { ImportKind, ReadAs, ValidatedRow } from './import-kind';
import { keptTables } from './kept-tables';
import { formOf } from './read-rows';
import { inWords, type Reason } from './reasons';
import { validateParts } from './validate-parts';

/** The rows of a kept file that are left out or have something to look at, with a header; read as they are taken. */
export async function* leftOutRows<Entry>(
  ctx: Context,
  kind: ImportKind<Entry>,
  reading: ReadAs,
  uploadId: number,
): AsyncGenerator<Cell[][]> {
  const { columns } = formOf(kind, reading);
  yield [['line', ...columns.map(({ name }) => name), 'result', 'why', 'not_taken_over', 'warnings']];
  const { readable, writable } = new TransformStream<Cell[][], Cell[][]>();
  const writer = writable.getWriter();
  const reads = validateParts(ctx, kind, reading, { file: keptTables.read(ctx, uploadId) }, async (rows) => {
    await writer.ready;
    await writer.write(rows.filter(isListed).map(cellsOf));
  });
  // What is wrong ends the reader, too; one that went away ends the reading.
  const ended = reads.then(
    () => writer.close(),
    (error: unknown) => writer.abort(error),
  );
  ended.catch(() => undefined);
  yield* readable;
}

const isListed = ({ result, notes, warnings }: ValidatedRow<unknown>) =>
  result !== 'new' || notes.length + warnings.length > 0;

const said = (reasons: Reason[]) => reasons.map((reason) => inWords(reason)).join('; ');

const cellsOf = ({ line, cells, result, problems, notes, warnings }: ValidatedRow<unknown>): Cell[] => [
  ...[line, ...cells, result],
  ...[said(problems), said(notes), said(warnings)],
];
