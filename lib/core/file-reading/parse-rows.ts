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

/**
 * A quote that is not closed takes what follows into its cell: whole `rows` where a line within the cell has as many
 * delimiters as a row, and perhaps a part of the next one (`cells`) where all of it has.
 */
export function brokenQuote(record: string[], delimiter: Delimiter): 'rows' | 'cells' | null {
  const mark = delimiterMarks[delimiter];
  if (record.length < 2) return null;
  const cells = record.filter((cell) => /[\r\n]/.test(cell) && cell.split(mark).length >= record.length);
  const isRow = (line: string) => line.split(mark).length >= record.length;
  if (
    cells.some((cell) =>
      cell
        .split(/\r\n|\r|\n/)
        .slice(1, -1)
        .some(isRow),
    )
  )
    return 'rows';
  return cells.length > 0 ? 'cells' : null;
}

export type ParsedRow = { line: number; cells: string[] };

/**
 * The first rows of a text. Of one that is cut off the last row is left out.
 * @throws Invalid (`file`) where a whole text does not parse, or not even the first row of one that is cut off
 */
export function parseHead(text: string, isWhole: boolean, delimiter: Delimiter, limit: number): ParsedRow[] {
  const rows: ParsedRow[] = [];
  const onRecord = ((record: string[], { lines }: CsvRow['info']) => {
    rows.push({ line: lines, cells: record.map(plainCell) });
    return null;
  }) as Options['on_record'];
  try {
    parse(text, { ...rowOptions(delimiter), info: false, to: limit + 2, on_record: onRecord } as Options);
    if (!isWhole && rows.length < limit + 2) rows.pop();
  } catch (error) {
    if (isWhole || rows.length === 0) throw asUnreadableFile(error);
  }
  const [first] = rows;
  return (first && isDelimiterLine(first.cells) ? rows.slice(1) : rows).slice(0, limit);
}
