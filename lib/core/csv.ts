import type { InfoRecord, Options } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import { Invalid } from './errors';

/** A file that is generated while it is sent. */
export type CsvFile = { name: string; rows: AsyncGenerator<string> };

/** How every file that comes in is read: as spreadsheets save them, with or without a mark, commas or semicolons. */
export const csvOptions = {
  bom: true,
  delimiter: [',', ';', '\t'],
  info: true,
  max_record_size: 10_000,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  trim: true,
} satisfies Options;

export type CsvRow = { record: string[]; info: InfoRecord };

/** A cell's text without what a spreadsheet-safe export put before it. */
export function plainCell(cell: string | undefined): string {
  return (cell ?? '').trim().replace(/^'(?=[=+\-@\t\r'])/, '');
}

/** A text that a spreadsheet would take for a formula is written as text; a number is none, negative or not. */
export const toCsv = (rows: unknown[][]): string =>
  stringify(rows, {
    escape_formulas: true,
    record_delimiter: '\r\n',
    cast: { number: (value) => ({ value: String(value), escape_formulas: false }) },
  });

/** Paisa as a number of rupees, which a spreadsheet adds up, below 0 too; nothing where it is not known. */
export const rupeesCell = (paisa: number | null | undefined): number | '' => (paisa == null ? '' : paisa / 100);

/** What the parser could not read, in words for the sender; every other error as it is. */
export function asUnreadableFile(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!code.startsWith('CSV_')) return error;
  const line = error instanceof Error && 'lines' in error ? ` (line ${String(error.lines)})` : '';
  return new Invalid({ file: [`is not CSV that can be read${line}: look for a quote that is not closed`] });
}
