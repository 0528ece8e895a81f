import { type Directory, pathOf } from '@/lib/core/entities/directory';
import type { Fields, ValuesOf } from '@/lib/core/entities/field';
import type { Cell, TableFile } from '@/lib/core/table-file';
import type { OwnTable } from '@/lib/domain/coupons/directory-entries/entry-table';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { importKindOf, type RowResult, type ValidatedRow } from './import-kind';
import { fileInput, importFileInput } from './schemas';
import { validateFile } from './validate-file';

export type CheckedFile<Entry> = {
  rows: number;
  counts: Record<RowResult, number>;
  /** Some of them to look at: the ones that are left out before those that are new. */
  shown: ValidatedRow<Entry>[];
};

const shownLeftOut = 100;
const shownNew = 20;

/** The use cases of a directory's files: the dry run, the import, and the rows that it leaves out. */
export function importOperations<FS extends Fields>(directory: Directory<FS>, table: OwnTable) {
  type Entry = ValuesOf<FS>;
  const kind = importKindOf(directory, table);

  /** The dry run of a file: nothing is written. @throws Forbidden, Invalid (`file`) */
  const checkFile = operation('coupons.write', fileInput, async (ctx, { file }): Promise<CheckedFile<Entry>> => {
    const rows = await validateFile(ctx, kind, file);
    const counts = { new: 0, existing: 0, duplicate: 0, malformed: 0 };
    for (const { result } of rows) counts[result]++;
    const leftOut = rows.filter(({ result }) => result !== 'new').slice(0, shownLeftOut);
    const fresh = rows.filter(({ result }) => result === 'new').slice(0, shownNew);
    return { rows: rows.length, counts, shown: [...leftOut, ...fresh] };
  });

  /**
   * Adds what is new in a file, all of it or nothing; the same file again adds nothing. What is there already stays as
   * it is, also where the file differs from it.
   * @throws Forbidden, Invalid (`file`)
   */
  const importFile = operation('coupons.write', importFileInput, async (ctx, { fileName, file }) => {
    const rows = await validateFile(ctx, kind, file);
    const entries = rows.flatMap(({ result, entry }) => (result === 'new' && entry ? [entry] : []));
    return inTransaction(ctx, async (tx): Promise<{ added: number }> => {
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
      return { added: ids.length };
    });
  });

  /** The rows of a file that are left out, and why, as a file. @throws Forbidden, Invalid (`file`) */
  const exportLeftOut = operation('coupons.write', fileInput, async (ctx, { file }): Promise<TableFile> => {
    const rows = await validateFile(ctx, kind, file);
    async function* lines(): AsyncGenerator<Cell[][]> {
      yield [['line', ...kind.columns, 'result', 'why']];
      const leftOut = rows.filter(({ result }) => result !== 'new');
      yield leftOut.map(({ line, cells, result, problem }) => [line, ...cells, result, problem]);
    }
    return { name: `${pathOf(directory)}-left-out`, rows: lines() };
  });

  return { checkFile, importFile, exportLeftOut };
}
