/** A row of a sheet, with its number in the sheet. */
export type SheetRow = { line: number; cells: string[] };

export const workbookFormats = ['xlsx', 'ods'] as const;
export type WorkbookFormat = (typeof workbookFormats)[number];

export type WorkerTask = {
  bytes: Uint8Array;
  format: WorkbookFormat;
  /** From 1; null for the first that has rows, `withSheets`. */
  sheet: number | null;
  /** At most this many rows of the sheet; null for all. */
  limit: number | null;
  /** Whether it is to be said which sheets have rows. */
  withSheets: boolean;
};

/** Each asked for by a message of its own; sent as JSON. */
export type WorkerAnswer =
  | { kind: 'opened'; sheets: string[]; filled: number[]; sheet: number }
  | { kind: 'rows'; rows: SheetRow[] }
  | { kind: 'end' }
  | { kind: 'refused'; why: string; detail: string };
