import { findColumn } from './find-column';
import { findDelimiter } from './find-delimiter';
import { findHeader } from './find-header';
import { type ParsedRow, parseHead } from './parse-rows';
import type { Found, Reading, TableFormat, WantedColumn } from './reading';
import { sniffEncoding } from './sniff-encoding';

export const choices = ['sheet', 'delimiter', 'headerRow', 'column'] as const;
type Choice = (typeof choices)[number];

/** What a file is read as, to be shown before anything is done with it. */
export type FileHead = Omit<Reading, 'column'> & {
  format: TableFormat;
  hasMark: boolean;
  /** The names of a workbook's sheets; none of text. */
  sheets: string[];
  /** What is proposed, or null. */
  column: number | null;
  /** What only a person can decide. Nothing is done with the file before they have. */
  questions: Choice[];
  /** The first rows, each with its place among the rows of the file, from 1. */
  rows: (ParsedRow & { row: number })[];
  columns: number;
};

export type Chosen = { [name in keyof Reading]?: Reading[name] | undefined };

export const readRows = 200;
const shownRows = 20;
const shownColumns = 50;
const shownLength = 200;

/**
 * Reads the beginning of a text as was chosen, and finds the rest. `isWhole`: the bytes are all of it.
 * @throws Invalid (`file`) where it does not parse
 */
export function readTextHead(bytes: Uint8Array, isWhole: boolean, chosen: Chosen, wanted: WantedColumn): FileHead {
  const sniffed = sniffEncoding(bytes, isWhole);
  const encoding = chosen.encoding ?? sniffed.encoding;
  const text = new TextDecoder(encoding).decode(bytes, { stream: !isWhole });
  const delimiter = given(chosen.delimiter) ?? findDelimiter(text, isWhole, wanted);
  const { questions, ...table } = readTable(parseHead(text, isWhole, delimiter.value, readRows), chosen, wanted);
  return {
    ...{ format: 'text', encoding, hasMark: sniffed.hasMark, delimiter: delimiter.value, sheets: [] },
    ...table,
    questions: [...(delimiter.isSure ? [] : ['delimiter' as const]), ...questions],
  };
}

/** What does not depend on how the rows were found. */
export function readTable(rows: ParsedRow[], chosen: Chosen, wanted: WantedColumn) {
  const header = given(chosen.headerRow) ?? findHeader(rows, wanted);
  const names = rows[header.value - 1]?.cells ?? null;
  const body = rows.slice(header.value);
  const column = given(chosen.column) ?? findColumn(names, body, wanted);
  const found = { headerRow: header, column };
  return {
    ...{ headerRow: header.value, column: column.value },
    questions: (['headerRow', 'column'] as const).filter((name) => !found[name].isSure),
    rows: rows.slice(0, shownRows).map(({ line, cells }, at) => ({
      row: at + 1,
      line,
      cells: cells.slice(0, shownColumns).map((cell) => cell.slice(0, shownLength)),
    })),
    columns: Math.max(0, ...rows.map(({ cells }) => cells.length)),
  };
}

const given = <T>(value: T | undefined): Found<T> | null => (value === undefined ? null : { value, isSure: true });
