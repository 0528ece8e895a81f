import type { InfoRecord, Options } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import { Invalid } from './errors';
import type { Cell } from './table-file';
import { isTakenForNumber } from './taken-for-number';

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

/** A spreadsheet would take it for a formula, or it would be taken for one that was written as text. */
const likeFormula = /^[=+\-@\t\r'\uff1d\uff0b\uff0d\uff20]/u;

/** A cell's text without what a spreadsheet-safe export put before it. */
export function plainCell(cell: string | undefined): string {
  const text = (cell ?? '').trim();
  return text.startsWith("'") && likeFormula.test(text.slice(1)) ? text.slice(1) : text;
}

/** By which Excel knows that a file is in UTF-8. */
export const byteOrderMark = '\ufeff';

/**
 * A tab in front keeps a text from being taken for a number or a day, in Excel and in LibreOffice, and is not seen there. Readers
 * that trim cells, as `plainCell` does, take it off; a formula could be run by a program that trims, so that it has a mark.
 */
function asText(value: string): string {
  if (likeFormula.test(value)) return `'${value}`;
  return isTakenForNumber(value) ? `\t${value}` : value;
}

/**
 * A text that a spreadsheet would take for a formula, a number or a day is written as text, in a way that `plainCell` reads
 * back; a number is none, negative or not. A tab is in quotes, so that it is not read as a delimiter.
 */
export const toCsv = (rows: Cell[][]): string =>
  stringify(rows, {
    record_delimiter: '\r\n',
    quoted_match: /[\r\n\t]/,
    cast: {
      string: asText,
      date: (value) => value.toISOString(),
      boolean: String,
    },
  });

/** Paisa as a number of rupees, which a spreadsheet adds up, below 0 too; nothing where it is not known. */
export const rupeesCell = (paisa: number | null | undefined): number | '' => (paisa == null ? '' : paisa / 100);

/**
 * What the parser could not read, in words for the sender; every other error as it is. `last`: of the last row that it could
 * read. The row after it is named, in which a quote is opened: the parser itself stops at the end of the file.
 */
export function asUnreadableFile(error: unknown, last?: InfoRecord): unknown {
  if (!isOfParser(error)) return error;
  const blank = error.empty_lines - (last?.empty_lines ?? 0);
  const line = ` (line ${(last?.lines ?? 0) + blank + 1})`;
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    const what = `has a row of more than ${csvOptions.max_record_size} characters${line}`;
    return new Invalid({
      file: [`${what}: leave out columns that are not needed, or look for a quote that is not closed`],
    });
  }
  return new Invalid({ file: [`is not CSV that can be read${line}: look for a quote that is not closed`] });
}

const isOfParser = (error: unknown): error is Error & Pick<InfoRecord, 'empty_lines'> & { code: string } =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_') && 'empty_lines' in error;
