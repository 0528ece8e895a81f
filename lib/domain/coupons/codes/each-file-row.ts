import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import type { CsvRow } from '@/lib/core/csv';
import { Invalid } from '@/lib/core/errors';
import type { FileBody } from '@/lib/core/file-body';
import { decodeText } from '@/lib/core/file-reading/decode-text';
import { isTotal } from '@/lib/core/file-reading/header-words';
import { brokenQuote, isDelimiterLine, rowOptions } from '@/lib/core/file-reading/parse-rows';
import type { Reading } from '@/lib/core/file-reading/reading';
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
 * Reads the rows of a file as it arrives, and gives how many there are. Each is used before the next is read.
 * @throws Invalid (`file`, `column`, `headerRow`), and what the parser throws
 */
export async function eachFileRow(
  readAs: ReadAs,
  file: FileBody,
  use: (row: FileRow) => Promise<void> | undefined,
): Promise<number> {
  const { encoding, delimiter, headerRow, column } = readAs;
  let rows = 0;
  const source = Readable.from(decodeText(file, encoding));
  await pipeline(source, parse(rowOptions(delimiter)), async (records: AsyncIterable<CsvRow>) => {
    const table = createTable(readAs);
    let place = 0;
    let widest = 0;
    let isFirst = true;
    for await (const { record, info } of records) {
      const isNoRow = isFirst && isDelimiterLine(record);
      isFirst = false;
      if (isNoRow) continue;
      if (brokenQuote(record, delimiter) === 'rows') throw openQuote(info.lines);
      widest = Math.max(widest, record.length);
      if (++place <= headerRow) {
        if (place === headerRow) table.header(record);
        continue;
      }
      if (++rows > batchLimit) throw new Invalid({ file: [`has more than ${batchLimit} rows`] });
      const text = cleanCell(record[column - 1]);
      await use({ line: info.lines, text, result: table.resultOf(record, text) });
    }
    if (place > 0 && headerRow > place) throw new Invalid({ headerRow: [`is more than its ${place} rows`] });
    if (rows === 0) throw new Invalid({ file: ['holds no rows'] });
    if (column > widest) throw new Invalid({ column: [`is more than its ${widest} columns`] });
  });
  return rows;
}

const openQuote = (line: number) =>
  new Invalid({ file: [`has a quote that is opened and not closed in its row: look at the rows before line ${line}`] });

/** What a row is by the header above it, or by the first row where there is none. */
function createTable({ column, delimiter, hasCheckCharacters }: ReadAs) {
  let width: number | null = null;
  let name = '';
  return {
    header(record: string[]) {
      width = record.length;
      name = cleanCell(record[column - 1]).toLowerCase();
    },
    resultOf(record: string[], text: string): FileRow['result'] {
      width ??= record.length;
      if (isTotal(record.find((cell) => cell !== '') ?? '') || isTotal(text)) return 'not_data';
      if (text !== '' && (text.toLowerCase() === name || isCodeHeader(text))) return 'not_data';
      if (record.slice(width).some((cell) => cell !== '') || brokenQuote(record, delimiter)) return 'misaligned';
      return validateRow(text, hasCheckCharacters);
    },
  };
}
