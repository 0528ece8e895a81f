import { findColumn } from './find-column';
import { findDelimiter } from './find-delimiter';
import { findHeader } from './find-header';
import { type ParsedRow, parseHead } from './parse-rows';
import type { Found, Reading, WantedColumn } from './reading';
import { sniffEncoding } from './sniff-encoding';

export const choices = ['delimiter', 'headerRow', 'column'] as const;
type Choice = (typeof choices)[number];

/** What a file is read as, to be shown before anything is done with it. */
export type FileHead = Omit<Reading, 'column'> & {
  hasMark: boolean;
  /** What is proposed, or null. */
  column: number | null;
  /** What only a person can decide. Nothing is done with the file before they have. */
  questions: Choice[];
  /** The first rows, each with its place among the rows of the file, from 1. */
  rows: (ParsedRow & { row: number })[];
  columns: number;
};

export type Chosen = { [name in keyof Reading]?: Reading[name] | undefined };

const readRows = 200;
const shownRows = 20;
const shownColumns = 50;
const shownLength = 200;

/**
 * Reads the beginning of a file as was chosen, and finds the rest. `isWhole`: the bytes are all of it.
 * @throws Invalid (`file`) where it does not parse
 */
export function readHead(bytes: Uint8Array, isWhole: boolean, chosen: Chosen, wanted: WantedColumn): FileHead {
  const sniffed = sniffEncoding(bytes, isWhole);
  const encoding = chosen.encoding ?? sniffed.encoding;
  const text = new TextDecoder(encoding).decode(bytes, { stream: !isWhole });
  const delimiter = given(chosen.delimiter) ?? findDelimiter(text, isWhole, wanted);
  const rows = parseHead(text, isWhole, delimiter.value, readRows);
  const header = given(chosen.headerRow) ?? findHeader(rows, wanted);
  const names = rows[header.value - 1]?.cells ?? null;
  const body = rows.slice(header.value);
  const column = given(chosen.column) ?? findColumn(names, body, wanted);
  const questions = choices.filter((name) => !{ delimiter, headerRow: header, column }[name].isSure);
  const shown = rows.slice(0, shownRows);
  return {
    encoding,
    hasMark: sniffed.hasMark,
    ...{ delimiter: delimiter.value, headerRow: header.value, column: column.value },
    questions,
    rows: shown.map(({ line, cells }, at) => ({
      row: at + 1,
      line,
      cells: cells.slice(0, shownColumns).map((cell) => cell.slice(0, shownLength)),
    })),
    columns: Math.max(0, ...rows.map(({ cells }) => cells.length)),
  };
}

const given = <T>(value: T | undefined): Found<T> | null => (value === undefined ? null : { value, isSure: true });
