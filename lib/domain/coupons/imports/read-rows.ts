import { Invalid } from '@/lib/core/errors';
import type { FileBody } from '@/lib/core/file-body';
import { plainHeader } from '@/lib/core/file-reading/header-words';
import { looksLikeTotal, repeatsOf } from '@/lib/core/file-reading/no-data';
import { unreadColumns } from '@/lib/core/file-reading/table-reading';
import { timeSlices } from '@/lib/core/time-slices';
import { type FileRecord, readRecords } from '@/lib/domain/coupons/files/read-records';
import type { Context } from '@/lib/platform/context/context';
import { boundOfDay } from '@/lib/platform/settings/days.sql';
import type { ImportForm, ImportKind, ReadAs, ValidatedRow } from './import-kind';
import type { RowTools } from './read-cell';
import { type Reason, reason } from './reasons';
import { says } from './says';
import { importedBytes } from './schemas';

/** The rows of a file, each validated by itself. @throws Invalid (`file`, or how it is read) */
export async function readRows<Entry>(
  ctx: Context,
  kind: ImportKind<Entry>,
  reading: ReadAs,
  file: FileBody,
): Promise<ValidatedRow<Entry>[]> {
  const form = formOf(kind, reading);
  const tools = toolsOf(ctx, reading);
  const rows: ValidatedRow<Entry>[] = [];
  const pause = timeSlices();
  const above: string[][] = [];
  let place = 0;
  let of: Of | undefined;
  await readRecords(reading, bounded(file), async (records) => {
    for await (const record of records) {
      if (++place <= reading.headerRow) {
        above.push(record.cells);
        continue;
      }
      if (rows.length === kind.rowsLimit)
        throw new Invalid({ file: [`has more than ${kind.rowsLimit} rows: split it into several files`] });
      of ??= { ...ofTable(above, record, reading), tools };
      rows.push(await readRow(form, record, of));
      if (rows.length % 32 === 0) await pause();
    }
  });
  if (reading.headerRow > place) throw new Invalid({ headerRow: [`is more than its ${place} rows`] });
  if (rows.length === 0) throw new Invalid({ file: ['holds no rows'] });
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

async function* bounded(file: FileBody): FileBody {
  let bytes = 0;
  for await (const piece of file) {
    bytes += piece.byteLength;
    if (bytes > importedBytes) throw new Invalid({ file: [`is larger than ${importedBytes / 1024 / 1024} MiB`] });
    yield piece;
  }
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
function ofTable(above: string[][], { cells }: FileRecord, { places, delimiter }: ReadAs): Omit<Of, 'tools'> {
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
    if (looksLikeTotal(record.cells)) return reason('total');
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
