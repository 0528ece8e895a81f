import { Invalid } from '@/lib/core/errors';
import type { FileBody } from '@/lib/core/file-body';
import { plainHeader } from '@/lib/core/file-reading/header-words';
import { looksLikeTotal, repeatsOf } from '@/lib/core/file-reading/no-data';
import { footOf } from '@/lib/core/file-reading/page-foot';
import { unreadColumns } from '@/lib/core/file-reading/table-reading';
import { timeSlices } from '@/lib/core/time-slices';
import { type FileRecord, readRecords } from '@/lib/domain/coupons/files/read-records';
import type { Context } from '@/lib/platform/context/context';
import { boundOfDay } from '@/lib/platform/settings/days.sql';
import type { ImportForm, ImportKind, ReadAs, ValidatedRow } from './import-kind';
import type { RowTools } from './read-cell';
import { type Reason, reason } from './reasons';
import { says } from './says';

/** `after`: how many rows of data were used by an earlier run; `size`: how many make a part. */
type Parts = { after?: number; size: number };

/** How many rows of data a file has. @throws Invalid (`file`, or how it is read) */
export const countRows = ({ rowsLimit }: { rowsLimit: number }, reading: ReadAs, file: FileBody): Promise<number> =>
  eachRecord(reading, file, rowsLimit, () => undefined);

/**
 * Reads the rows of a file in parts, each row validated by itself, as a part is used before the next is read.
 * @throws Invalid (`file`, or how it is read), and what `use` throws
 */
export async function readRows<Entry>(
  ctx: Context,
  kind: ImportKind<Entry>,
  reading: ReadAs,
  { file, after = 0, size }: Parts & { file: FileBody },
  use: (rows: ValidatedRow<Entry>[]) => Promise<void>,
): Promise<void> {
  const form = formOf(kind, reading);
  const tools = toolsOf(ctx, reading);
  let rows: ValidatedRow<Entry>[] = [];
  let place = 0;
  let of: Of | undefined;
  await eachRecord(reading, file, kind.rowsLimit, async (record, above) => {
    of ??= { ...ofTable(above, record, reading), tools };
    if (++place <= after) return;
    rows.push(await readRow(form, record, of));
    if (rows.length < size) return;
    const part = rows;
    rows = [];
    await use(part);
  });
  if (rows.length > 0) await use(rows);
}

type UseRecord = (record: FileRecord, above: readonly string[][]) => Promise<void> | void;

/** The records of a file below its header, with what is above; gives how many there are. */
async function eachRecord(reading: ReadAs, file: FileBody, rowsLimit: number, use: UseRecord): Promise<number> {
  const pause = timeSlices();
  const above: string[][] = [];
  let rows = 0;
  await readRecords(reading, file, async (records) => {
    for await (const record of records) {
      if (above.length < reading.headerRow) {
        above.push(record.cells);
        continue;
      }
      if (rows === rowsLimit)
        throw new Invalid({ file: [`has more than ${rowsLimit} rows: split it into several files`] });
      rows++;
      await use(record, above);
      if (rows % 32 === 0) await pause();
    }
  });
  if (reading.headerRow > above.length) throw new Invalid({ headerRow: [`is more than its ${above.length} rows`] });
  if (rows === 0) throw new Invalid({ file: ['holds no rows'] });
  return rows;
}

/** @throws Invalid (`form`, `places`) */
export function formOf<Entry>({ forms }: ImportKind<Entry>, { form: name, places }: ReadAs): ImportForm<Entry> {
  const form = forms.find((one) => one.name === name);
  if (!form) throw new Invalid({ form: [`must be one of ${forms.map((one) => one.name).join(', ')}`] });
  const missing = form.columns.filter(({ isNeeded }, at) => isNeeded && !places[at]);
  if (missing.length > 0) {
    throw new Invalid({ places: [`must have a column for ${missing.map((column) => column.name).join(', ')}`] });
  }
  return form;
}

/** A day is asked for once, however many rows have it. */
function toolsOf(ctx: Context, { unit }: ReadAs): RowTools {
  const known = new Map<string, Promise<Date>>();
  return {
    unit,
    boundOfDay(day, bound) {
      const key = `${day} ${bound}`;
      const found = known.get(key) ?? boundOfDay(ctx, day, bound);
      known.set(key, found);
      return found;
    },
  };
}

type Of = {
  header: string[] | null;
  /** A row with more cells has come apart. */
  width: number;
  /** Whether a row says again what is above the data. */
  isAbove: (cells: readonly string[]) => boolean;
  places: number[];
  tools: RowTools;
};

/** Without a header the first row says how many columns there are; a workbook leaves empty cells out at its end. */
function ofTable(above: readonly string[][], { cells }: FileRecord, { places, delimiter }: ReadAs): Omit<Of, 'tools'> {
  const header = above.at(-1) ?? null;
  const known = delimiter ? Math.max(cells.length, ...places) : Number.POSITIVE_INFINITY;
  return { header, width: header?.length ?? known, isAbove: repeatsOf(above), places };
}

async function readRow<Entry>(form: ImportForm<Entry>, record: FileRecord, of: Of): Promise<ValidatedRow<Entry>> {
  const { header, width, isAbove, places, tools } = of;
  const cells = form.columns.map((_, at) => record.cells[(places[at] ?? 0) - 1] ?? '');
  const row = { line: record.line, cells, notes: [], warnings: [] };
  const looksLike = noDataOf();
  if (looksLike) return { ...row, entry: null, result: 'not_data', problems: [looksLike] };
  const broken = brokenBy();
  const read = broken ? { problems: [broken] } : await form.read(cells, tools);
  if ('problems' in read) return { ...row, entry: null, result: 'malformed', problems: read.problems };
  return { ...row, entry: read.entry, result: 'new', problems: [], notes: [...(read.notes ?? []), ...unread()] };

  function brokenBy(): Reason | null {
    if (record.hasOpenQuote || record.cells.slice(width).some((cell) => cell !== '')) {
      return reason('misaligned');
    }
    return cells.some((cell) => cell.includes('\uFFFD')) ? reason('unreadable') : null;
  }

  function noDataOf(): Reason | null {
    const foot = footOf(record.cells);
    if (foot === 'page') return reason('pageFoot');
    if (foot === 'total' || looksLikeTotal(record.cells)) return reason('total');
    return isAbove(record.cells) || namesColumns() ? reason('header') : null;
  }

  /** A repeated header can have another page number in a column that is not read. */
  function namesColumns(): boolean {
    const read = places.filter((place) => place > 0 && header?.[place - 1]);
    const isNamed = (place: number) =>
      plainHeader(header?.[place - 1] ?? '') === plainHeader(record.cells[place - 1] ?? '');
    return read.length > 0 && read.every(isNamed);
  }

  function unread(): Reason[] {
    if (!header) return [];
    const columns = unreadColumns(form, places, header).map((at) => [header[at], record.cells[at] ?? ''] as const);
    return columns
      .filter(([, cell]) => says(cell))
      .map(([column = '', cell]) => reason('unread', { column, value: cell.slice(0, 200) }));
  }
}
