import type { Directory } from '@/lib/core/entities/directory';
import { apiName, entriesOf, type Field, type Fields, type ValuesOf } from '@/lib/core/entities/field';
import { fieldErrorsOf } from '@/lib/core/field-errors';
import { parseRupees } from '@/lib/core/money';
import { normalizeDigits } from '@/lib/core/normalize-text';
import type { OwnTable } from '@/lib/domain/coupons/directory-entries/entry-table';
import { newEntryInput } from '@/lib/domain/coupons/directory-entries/schemas';
import type { Context } from '@/lib/platform/context/context';
import { insertEntries } from './insert-entries.sql';

/** What a row of a file means, or what is wrong with it. */
export type ReadRow<Entry> = { entry: Entry } | { problem: string };

/** What the imports of two directories differ in. */
export type ImportKind<Entry> = {
  subject: string;
  table: OwnTable;
  /** The file's columns, in this order where it has no header. */
  columns: string[];
  /** Reads the cells of one row, in the order of `columns`. */
  read: (cells: string[]) => ReadRow<Entry>;
  /** Writes those whose names are free, and gives their ids. */
  insert: (ctx: Context, entries: Entry[]) => Promise<number[]>;
};

export type RowResult = 'new' | 'existing' | 'duplicate' | 'malformed';

export type ValidatedRow<Entry> = {
  line: number;
  /** As they are in the file, in the order of the kind's columns. */
  cells: string[];
  entry: Entry | null;
  result: RowResult;
  /** Why a malformed one is. */
  problem: string | null;
};

/** A file of a directory's entries: a column for each field, named as in the API; money in rupees, as people write it. */
export function importKindOf<FS extends Fields>(
  { singular, fields, words }: Directory<FS>,
  table: OwnTable,
): ImportKind<ValuesOf<FS>> {
  const schema = newEntryInput(fields, words);
  const declared = entriesOf(fields);
  const problemOf = (errors: Record<string, string[]>) =>
    declared.flatMap(([name, field]) =>
      errors[name] ? [`${apiName(name, field)} ${rupeeRefusal(field) ?? errors[name].join(', ')}`] : [],
    );
  return {
    subject: singular,
    table,
    columns: declared.map(([name, field]) => apiName(name, field)),
    read: (cells) => {
      const given = declared.map(([name, field], at) => [name, readCell(field, cells[at] ?? '')]);
      const parsed = schema.safeParse(Object.fromEntries(given));
      if (parsed.success) return { entry: parsed.data as ValuesOf<FS> };
      return { problem: problemOf(fieldErrorsOf(parsed.error)).join('; ') };
    },
    insert: (ctx, entries) => insertEntries(ctx.db, { table, declared, entries, at: ctx.now().toISOString() }),
  };
}

/** What cannot be read stays as it is, for the schema to refuse. */
function readCell(field: Field, cell: string): unknown {
  if (field.kind === 'choice') return cell.toLowerCase();
  if (field.kind === 'boolean') return /^(true|false)$/i.test(cell) ? cell.toLowerCase() === 'true' : cell;
  if (field.kind !== 'integer') return cell === '' && field.nullable ? null : cell;
  if (field.unit === 'paisa') return readAmount(cell);
  const digits = normalizeDigits(cell);
  return digits === '' ? null : /^\d{1,6}$/.test(digits) ? Number(digits) : digits;
}

function readAmount(cell: string): number {
  try {
    return parseRupees(cell);
  } catch {
    return Number.NaN;
  }
}

/** The API's words name minor units, which nobody writes in a file. */
function rupeeRefusal(field: Field): string | null {
  if (field.kind !== 'integer' || field.unit !== 'paisa') return null;
  const [min, max] = [field.min, field.max].map((paisa) => (paisa / 100).toLocaleString('en-US'));
  return `must be an amount from ${min} to ${max} rupees, such as 250 or 250.50`;
}
