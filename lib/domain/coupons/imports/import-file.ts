import { Conflict, Invalid } from '@/lib/core/errors';
import { anyColumn, readForm, type TableChosen, type TableHead } from '@/lib/core/file-reading/table-reading';
import type { Cell, TableFile } from '@/lib/core/table-file';
import { readFileHead } from '@/lib/domain/coupons/files/read-file-head';
import { type Proposed, proposeReading, rememberReading } from '@/lib/domain/coupons/files/remembered-reading';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import type { ImportKind } from './import-kind';
import { keepImport } from './kept-imports';
import { formOf } from './read-rows';
import { inWords, type Reason } from './reasons';
import { fileInput, importFileInput, readTableHeadInput } from './schemas';
import { type CheckedFile, summarizeRows } from './summarize-rows';
import { undoOperations } from './undo-import';
import { validateFile } from './validate-file';

export type ProposedTable = Proposed<TableHead>;

/** The use cases of an import: as what a file is read, its dry run, the import and its undo, and the rows that it leaves out. */
export function importOperations<Entry>(kind: ImportKind<Entry>) {
  const wanted = anyColumn(kind.forms);

  /** As what a file is read, what only a person can decide of it, and its first rows. @throws Forbidden, Invalid (`file`, `sheet`) */
  const readHead = operation(
    kind.permission,
    readTableHeadInput,
    (ctx, { file, isWhole, ...chosen }): Promise<ProposedTable> =>
      proposeReading(ctx, file, {
        chosen,
        kind: kind.subject,
        async read(body, as: TableChosen) {
          const { form: _, places: __, unit: ___, ...ofFile } = as;
          const head = await readFileHead(body, isWhole, { ...ofFile, column: 1 }, wanted);
          if (head.rows.length === 0) throw new Invalid({ file: ['holds no rows'] });
          return readForm(head, as, kind.forms);
        },
      }),
  );

  /** The dry run of a file: nothing is written. @throws Forbidden, Invalid (`file`, or how it is read) */
  const checkFile = operation(
    kind.permission,
    fileInput,
    async (ctx, { file, ...reading }): Promise<CheckedFile<Entry>> =>
      summarizeRows(await validateFile(ctx, kind, reading, file)),
  );

  /**
   * Adds what is new in a file, all of it or nothing; the same file again adds nothing. What is there already stays as
   * it is, also where the file differs from it. `id` is for its undo; null where nothing was added.
   * @throws Forbidden, Invalid (`file`, or how it is read), Conflict (`not_confirmed`: rows that look like no data, or are rarely meant)
   */
  const importFile = operation(
    kind.permission,
    importFileInput,
    async (ctx, { fileName, file, shape, confirmed, meant, ...reading }) => {
      const rows = await validateFile(ctx, kind, reading, file);
      const notData = rows.filter(({ result }) => result === 'not_data').length;
      if (!confirmed && notData > 0) {
        throw new Conflict('not_confirmed', 'Look at what is doubtful in this file, and confirm it.', { notData });
      }
      const warned = rows.filter(({ result, warnings }) => result === 'new' && warnings.length > 0).length;
      if (!meant && warned > 0) {
        throw new Conflict('not_confirmed', 'Look at what this file is warned of, and confirm it.', { warned });
      }
      const entries = rows.flatMap(({ result, entry }) => (result === 'new' && entry ? [entry] : []));
      return inTransaction(ctx, async (tx): Promise<{ added: number; id: number | null }> => {
        const ids = await kind.insert(tx, entries);
        const [first] = ids;
        if (first !== undefined) {
          await recordAudit(tx, {
            action: `${kind.subject}.imported`,
            subjectKind: kind.subject,
            subjectId: first,
            data: { fileName, count: ids.length, lastId: ids.at(-1) },
          });
        }
        if (shape) await rememberReading(tx, shape, reading);
        const id = ids.length === 0 ? null : await keepImport(tx, { subject: kind.subject, fileName, ids });
        return { added: ids.length, id };
      });
    },
  );

  /** The rows of a file that are left out, and why, and those with something that has no counterpart or is rarely meant. @throws as the dry run */
  const exportLeftOut = operation(kind.permission, fileInput, async (ctx, { file, ...reading }): Promise<TableFile> => {
    const { columns } = formOf(kind, reading);
    const rows = await validateFile(ctx, kind, reading, file);
    async function* lines(): AsyncGenerator<Cell[][]> {
      yield [['line', ...columns.map(({ name }) => name), 'result', 'why', 'not_taken_over', 'warnings']];
      const listed = rows.filter(
        ({ result, notes, warnings }) => result !== 'new' || notes.length + warnings.length > 0,
      );
      const said = (reasons: Reason[]) => reasons.map((reason) => inWords(reason)).join('; ');
      yield listed.map(({ line, cells, result, problems, notes, warnings }) => [
        line,
        ...cells,
        result,
        said(problems),
        said(notes),
        said(warnings),
      ]);
    }
    return { name: `${kind.path}-left-out`, rows: lines() };
  });

  return { readHead, checkFile, importFile, exportLeftOut, ...undoOperations(kind) };
}
