import type { PgTable } from 'drizzle-orm/pg-core';
import type { Executor } from '@/db/client';
import type { Form, TableReading } from '@/lib/core/file-reading/table-reading';
import type { Context } from '@/lib/platform/context/context';
import type { Permission } from '@/lib/platform/context/permissions';
import type { RowTools } from './read-cell';
import type { Reason } from './reasons';

/** What a row of a file means, with what of it has no counterpart here; or everything that is wrong with it. */
export type ReadRow<Entry> = { entry: Entry; notes?: Reason[] } | { problems: Reason[] };

export type ImportForm<Entry> = Form & {
  /** Reads the cells of one row, in the order of the form's columns. */
  read: (cells: string[], tools: RowTools) => Promise<ReadRow<Entry>>;
};

/** What imports differ in. */
export type ImportKind<Entry> = {
  subject: string;
  /** What somebody who imports needs. */
  permission: Permission;
  /** Names the file of the rows that are left out. */
  path: string;
  forms: readonly ImportForm<Entry>[];
  rowsLimit: number;
  /** For the rows of one file. */
  comparison: (ctx: Context) => Promise<Compare<Entry>>;
  /** Where its entries are. */
  table: PgTable;
  /** Writes those whose names are free, and gives their ids. */
  insert: (ctx: Context, entries: Entry[]) => Promise<number[]>;
  /** What of an import is there now, and why it cannot be taken back. With `hold` it stays so until the transaction ends. */
  look: (db: Executor, ids: number[], hold: boolean) => Promise<Imported[]>;
  /** Takes back what an import wrote and can be taken back, and gives the ids of what it took. */
  undo: (ctx: Context, ids: number[]) => Promise<number[]>;
};

/**
 * Compares rows that could be read, some after the others, with each other, with those of earlier calls and with what there is, and
 * gives each its result.
 */
export type Compare<Entry> = (ctx: Context, rows: ValidatedRow<Entry>[]) => Promise<void>;

/** Why a row that was imported stays: it was used, other things depend on it, or somebody changed it or took it out already. */
export const staysFor = ['taken_out', 'used', 'depended_on', 'changed'] as const;
export type StaysFor = (typeof staysFor)[number];
export type Imported = { id: number; name: string; why: StaysFor | null };

export const rowResults = ['new', 'existing', 'duplicate', 'malformed', 'not_data'] as const;
export type RowResult = (typeof rowResults)[number];

export type ValidatedRow<Entry> = {
  line: number;
  /** As they are in the file, in the order of the form's columns. */
  cells: string[];
  entry: Entry | null;
  result: RowResult;
  /** Why it is malformed, no data, or there already. */
  problems: Reason[];
  /** What of it has no counterpart here. */
  notes: Reason[];
  /** What of it is allowed and rarely meant: it is imported on purpose alone. */
  warnings: Reason[];
};

/** Says of a row that could be read why it is left out after all. */
export const leaveOut = (row: ValidatedRow<unknown>, ...problems: Reason[]): void => {
  Object.assign(row, { entry: null, result: 'malformed', problems });
};

export type ReadAs = TableReading;
