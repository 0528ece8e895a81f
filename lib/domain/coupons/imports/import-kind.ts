import type { tvodPrices, userGroups } from '@/db/schema/coupons';
import type { Context } from '@/lib/platform/context/context';

/** What a row of a file stands for, or what is wrong with it. */
export type ReadRow<Entry> = { entry: Entry } | { problem: string };

/** What the import of user groups and that of TVOD prices differ in. */
export type ImportKind<Entry extends { name: string }> = {
  subject: 'user_group' | 'tvod_price';
  table: typeof userGroups | typeof tvodPrices;
  /** The file's columns, in this order where it has no header. */
  columns: readonly ['name', ...string[]];
  /** Reads the cells of one row, in the order of `columns`. */
  read: (cells: string[]) => ReadRow<Entry>;
  /** Writes those whose names are free, and gives their ids. */
  insert: (ctx: Context, entries: Entry[]) => Promise<number[]>;
};

export type ImportVerdict = 'new' | 'existing' | 'duplicate' | 'malformed';

export type ValidatedRow<Entry> = {
  line: number;
  /** As they stand in the file, in the order of the kind's columns. */
  cells: string[];
  entry: Entry | null;
  verdict: ImportVerdict;
  /** Why a malformed one is. */
  problem: string | null;
};
