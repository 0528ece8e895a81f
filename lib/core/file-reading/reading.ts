/** How the bytes of a file become characters. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];

/** What divides the cells of a row. A file of one column has `none`. */
export const delimiters = ['comma', 'semicolon', 'tab', 'pipe', 'none'] as const;
export type Delimiter = (typeof delimiters)[number];

/** `none` is a control character that no text has. */
export const delimiterMarks: Record<Delimiter, string> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  pipe: '|',
  none: '\u001f',
};

/** What a table can come in. */
export const tableFormats = ['text', 'xlsx', 'ods'] as const;
export type TableFormat = (typeof tableFormats)[number];

/**
 * How a file is read: text by its encoding and delimiter, a workbook by its sheet. Sheets, rows and columns count from 1; rows
 * without text and a line `sep=;` are not counted.
 */
export type Reading = {
  encoding?: Encoding | undefined;
  delimiter?: Delimiter | undefined;
  sheet?: number | undefined;
  /** The row that names the columns; what is above it is no data. 0 where there is none. */
  headerRow: number;
  column: number;
};

/** The column that an import looks for. */
export type WantedColumn = {
  /** Whether a header with this text names it. */
  isNamed: (header: string) => boolean;
  /** Whether a cell can be one of its values. */
  fits: (cell: string) => boolean;
};

/** What was found, and whether it can be nothing else. */
export type Found<T> = { value: T; isSure: boolean };

export const headBytes = 64 * 1024;
