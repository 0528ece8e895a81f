import { type CsvFile, toCsv } from '@/lib/core/csv';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import type { ImportKind, ImportVerdict, ValidatedRow } from './import-kind';
import type { ImportFileInput } from './schemas';
import { validateFile } from './validate-file';

export type CheckedFile<Entry> = {
  rows: number;
  counts: Record<ImportVerdict, number>;
  /** Some of them to look at: the ones that are left out before those that are new. */
  shown: ValidatedRow<Entry>[];
};

const shownLeftOut = 100;
const shownNew = 20;

type Body = AsyncIterable<Uint8Array>;

/** The dry run of a file: nothing is written. @throws Forbidden, Invalid (`file`) */
export async function checkFile<Entry extends { name: string }>(
  ctx: Context,
  kind: ImportKind<Entry>,
  body: Body,
): Promise<CheckedFile<Entry>> {
  assertCan(ctx, 'coupons.write');
  const rows = await validateFile(ctx, kind, body);
  const counts = { new: 0, existing: 0, duplicate: 0, malformed: 0 };
  for (const { verdict } of rows) counts[verdict]++;
  const leftOut = rows.filter(({ verdict }) => verdict !== 'new').slice(0, shownLeftOut);
  const fresh = rows.filter(({ verdict }) => verdict === 'new').slice(0, shownNew);
  return { rows: rows.length, counts, shown: [...leftOut, ...fresh] };
}

/**
 * Adds what is new in a file, all of it or nothing; the same file again adds nothing. What is there already stays as it
 * is, also where the file tells otherwise.
 * @throws Forbidden, Invalid (`file`)
 */
export async function importFile<Entry extends { name: string }>(
  ctx: Context,
  kind: ImportKind<Entry>,
  { fileName }: ImportFileInput,
  body: Body,
): Promise<{ added: number }> {
  assertCan(ctx, 'coupons.write');
  const rows = await validateFile(ctx, kind, body);
  const entries = rows.flatMap(({ verdict, entry }) => (verdict === 'new' && entry ? [entry] : []));
  return inTransaction(ctx, async (tx) => {
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
}

/** The rows of a file that are left out, and why, as CSV. @throws Forbidden, Invalid (`file`) */
export async function exportLeftOut<Entry extends { name: string }>(
  ctx: Context,
  kind: ImportKind<Entry>,
  body: Body,
): Promise<CsvFile> {
  assertCan(ctx, 'coupons.write');
  const rows = await validateFile(ctx, kind, body);
  async function* lines(): AsyncGenerator<string> {
    yield toCsv([['line', ...kind.columns, 'verdict', 'why']]);
    const leftOut = rows.filter(({ verdict }) => verdict !== 'new');
    yield toCsv(leftOut.map(({ line, cells, verdict, problem }) => [line, ...cells, verdict, problem]));
  }
  return { name: `${kind.subject.replace('_', '-')}s-left-out.csv`, rows: lines() };
}
