import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { readWhole, readWorkbook } from '@/lib/adapters/spreadsheets/read-workbook';
import { asUnreadableFile, type CsvRow, plainCell } from '@/lib/core/csv';
import { Invalid } from '@/lib/core/errors';
import type { FileBody } from '@/lib/core/file-body';
import { decodeText, peek } from '@/lib/core/file-reading/decode-text';
import { tableFormat } from '@/lib/core/file-reading/foreign-format';
import { brokenQuote, isDelimiterLine, type ParsedRow, rowOptions } from '@/lib/core/file-reading/parse-rows';
import {
  type Delimiter,
  delimiters,
  encodings,
  headBytes,
  type Reading,
  type TableFormat,
} from '@/lib/core/file-reading/reading';

/** `hasOpenQuote`: a quote that is not closed took a part of the next row into it. */
export type FileRecord = ParsedRow & { hasOpenQuote: boolean };

/**
 * Reads the rows of a file, text as it arrives. Each is used before the next is read.
 * @throws Invalid (`file`, `encoding`, `delimiter`, `sheet`)
 */
export async function readRecords(
  reading: HowToRead,
  file: FileBody,
  use: (records: AsyncIterable<FileRecord>) => Promise<void>,
): Promise<void> {
  const { head, isWhole, file: whole } = await peek(file, headBytes);
  const as = readingOf(tableFormat(head, isWhole), reading);
  if (as.format === 'text') {
    const { encoding, delimiter } = as;
    const source = Readable.from(decodeText(whole, encoding));
    let last: CsvRow['info'] | undefined;
    const onRecord = <R>(record: R, info: CsvRow['info']): R => {
      last = info;
      return record;
    };
    try {
      const parser = parse({ ...rowOptions(delimiter), on_record: onRecord });
      await pipeline(source, parser, (rows: AsyncIterable<CsvRow>) => use(ofText(rows, delimiter)));
    } catch (error) {
      throw asUnreadableFile(error, last);
    }
  } else {
    const rows = readWorkbook({ ...as, bytes: await readWhole(whole), limit: null, withSheets: false });
    await use(ofWorkbook(rows));
  }
}

type HowToRead = Pick<Reading, 'encoding' | 'delimiter' | 'sheet'>;

/**
 * A file that is known to be a table, and to come with how it is read: for callers that write something before they read it.
 * @throws Invalid (`file`, `encoding`, `delimiter`, `sheet`)
 */
export async function checkedFile(reading: HowToRead, file: FileBody): Promise<FileBody> {
  const { head, isWhole, file: whole } = await peek(file, headBytes);
  readingOf(tableFormat(head, isWhole), reading);
  return whole;
}

/** What a form needs to be read. @throws Invalid (`encoding`, `delimiter`, `sheet`) */
function readingOf(format: TableFormat, { encoding, delimiter, sheet }: HowToRead) {
  if (format !== 'text') {
    if (!sheet) throw new Invalid({ sheet: ['must be the number of the sheet, from 1'] });
    return { format, sheet };
  }
  if (!encoding) throw new Invalid({ encoding: [`must be one of ${encodings.join(', ')}`] });
  if (!delimiter) throw new Invalid({ delimiter: [`must be one of ${delimiters.join(', ')}`] });
  return { format, encoding, delimiter };
}

async function* ofText(rows: AsyncIterable<CsvRow>, delimiter: Delimiter): AsyncGenerator<FileRecord> {
  let isFirst = true;
  for await (const { record, info } of rows) {
    const isNoRow = isFirst && isDelimiterLine(record);
    isFirst = false;
    if (isNoRow) continue;
    const broken = brokenQuote(record, delimiter);
    if (broken?.took === 'rows') throw openQuote(info.lines - broken.lines);
    yield { line: info.lines, cells: record.map(plainCell), hasOpenQuote: broken !== null };
  }
}

async function* ofWorkbook(rows: AsyncIterable<ParsedRow>): AsyncGenerator<FileRecord> {
  for await (const row of rows) yield { ...row, hasOpenQuote: false };
}

const openQuote = (line: number) =>
  new Invalid({ file: [`has a quote that is opened in line ${line} and not closed in its row`] });
