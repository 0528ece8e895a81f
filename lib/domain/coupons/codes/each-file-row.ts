import { Invalid } from '@/lib/core/errors';
import type { FileBody } from '@/lib/core/file-body';
import { isTotal, plainHeader } from '@/lib/core/file-reading/header-words';
import { looksLikeTotal, repeatsOf } from '@/lib/core/file-reading/no-data';
import { footOf } from '@/lib/core/file-reading/page-foot';
import type { Reading } from '@/lib/core/file-reading/reading';
import { type FileRecord, readRecords } from '@/lib/domain/coupons/files/read-records';
import { isCodeHeader } from './code-column';
import { batchLimit } from './schemas';
import { cleanCell, validateRow } from './validate-row';

export type ReadAs = Reading & { hasCheckCharacters: boolean };

/** One row of a file: the line on which it ends, its code, and what it is by itself. */
export type FileRow = {
  line: number;
  text: string;
  result: ReturnType<typeof validateRow> | 'not_data' | 'misaligned';
};

/**
 * Reads the rows of a file, and gives how many there are. Each is used before the next is read.
 * @throws Invalid (`file`, or what it is read as), and what the parser throws
 */
export async function eachFileRow(
  readAs: ReadAs,
  file: FileBody,
  use: (row: FileRow) => Promise<void> | undefined,
): Promise<number> {
  const { headerRow, column } = readAs;
  let rows = 0;
  await readRecords(readAs, file, async (records) => {
    const table = createTable(readAs);
    let place = 0;
    let widest = 0;
    for await (const record of records) {
      const { line, cells } = record;
      widest = Math.max(widest, cells.length);
      if (++place <= headerRow) {
        table.above(cells);
        continue;
      }
      if (++rows > batchLimit)
        throw new Invalid({ file: [`has more than ${batchLimit} rows: split it into several files`] });
      const text = cleanCell(cells[column - 1]);
      const used = use({ line, text, result: table.resultOf(record, text) });
      if (used) await used;
    }
    if (place > 0 && headerRow > place) throw new Invalid({ headerRow: [`is more than its ${place} rows`] });
    if (rows === 0) throw new Invalid({ file: ['holds no rows'] });
    if (column > widest) throw new Invalid({ column: [`is more than its ${widest} columns`] });
  });
  return rows;
}

/** What a row is by the header above it, or by the first row where there is none. */
function createTable({ column, hasCheckCharacters }: ReadAs) {
  let width: number | null = null;
  let name = '';
  const above: string[][] = [];
  let isAbove: ReturnType<typeof repeatsOf> | undefined;
  return {
    /** The last of these rows is the header. */
    above(cells: string[]) {
      width = cells.length;
      name = plainHeader(cells[column - 1] ?? '');
      above.push(cells);
    },
    resultOf({ cells, hasOpenQuote }: FileRecord, text: string): FileRow['result'] {
      width ??= cells.length;
      isAbove ??= repeatsOf(above);
      if (isTotal(cells.find((cell) => cell !== '') ?? '') || isTotal(text)) return 'not_data';
      // In the row of a total the column of the codes is empty, or has how many they are.
      if (!/\p{L}/u.test(text) && looksLikeTotal(cells)) return 'not_data';
      if (footOf(cells)) return 'not_data';
      if (isAbove(cells) || (name !== '' && plainHeader(text) === name) || isCodeHeader(text)) return 'not_data';
      if (cells.slice(width).some((cell) => cell !== '') || hasOpenQuote) return 'misaligned';
      return validateRow(text, hasCheckCharacters);
    },
  };
}
