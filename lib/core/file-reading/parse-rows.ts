import type { Options } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { asUnreadableFile, type CsvRow, csvOptions, plainCell } from '@/lib/core/csv';
import { type Delimiter, delimiterMarks } from './reading';

/** Of the parser for a text whose delimiter is known. The same for the rows that are shown and for those that are imported. */
export function rowOptions(delimiter: Delimiter) {
  return {
    delimiter: delimiterMarks[delimiter],
    info: true,
    max_record_size: csvOptions.max_record_size,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    trim: true,
  } satisfies Options;
}

/** A first line that names the delimiter for Excel is no row. */
export function isDelimiterLine([first = '', ...rest]: string[]): boolean {
  return /^sep=.?$/i.test(first) && rest.every((cell) => cell === '');
}

/** What such a line names, or null. */
export function namedDelimiter(text: string): Delimiter | null {
  const mark = /^"?sep=(.)"?[^\S\t]*(?:\r|\n|$)/i.exec(text)?.[1];
  const names = Object.keys(delimiterMarks) as Delimiter[];
  return mark === undefined ? null : (names.find((name) => delimiterMarks[name] === mark) ?? null);
}

/** `lines`: from that in which the quote is opened to the last of its row, so 0 where it is that one. */
type BrokenQuote = { took: 'rows' | 'cells'; lines: number };

const lineBreak = /\r\n|\r|\n/;

/**
 * A quote that is not closed takes what follows into its cell: whole `rows` where a line within the cell has as many
 * delimiters as a row, and perhaps a part of the next one (`cells`) where all of it has.
 */
export function brokenQuote(record: string[], delimiter: Delimiter): BrokenQuote | null {
  const mark = delimiterMarks[delimiter];
  if (record.length < 2) return null;
  const isRow = (text: string) => text.split(mark).length >= record.length;
  const isBroken = (cell: string) => lineBreak.test(cell) && isRow(cell);
  const tookRows = (cell: string) => isBroken(cell) && cell.split(lineBreak).slice(1, -1).some(isRow);
  const at = record.findIndex(tookRows);
  const from = at < 0 ? record.findIndex(isBroken) : at;
  if (from < 0) return null;
  const lines = record.slice(from).reduce((sum, cell) => sum + cell.split(lineBreak).length - 1, 0);
  return { took: at < 0 ? 'cells' : 'rows', lines };
}

export type ParsedRow = { line: number; cells: string[] };

/**
 * The first rows of a text. Of one that is cut off the last row is left out.
 * @throws Invalid (`file`) where a whole text does not parse, or not even the first row of one that is cut off
 */
export function parseHead(text: string, isWhole: boolean, delimiter: Delimiter, limit: number): ParsedRow[] {
  const rows: ParsedRow[] = [];
  let last: CsvRow['info'] | undefined;
  const onRecord = ((record: string[], info: CsvRow['info']) => {
    last = info;
    rows.push({ line: info.lines, cells: record.map(plainCell) });
    return null;
  }) as Options['on_record'];
  try {
    parse(text, { ...rowOptions(delimiter), info: false, to: limit + 2, on_record: onRecord } as Options);
    if (!isWhole && rows.length < limit + 2) rows.pop();
  } catch (error) {
    if (isWhole || rows.length === 0) throw asUnreadableFile(error, last);
  }
  const [first] = rows;
  return (first && isDelimiterLine(first.cells) ? rows.slice(1) : rows).slice(0, limit);
}
