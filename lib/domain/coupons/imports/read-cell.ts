import type { Field } from '@/lib/core/entities/field';
import type { AmountUnit } from '@/lib/core/file-reading/table-reading';
import { parseRupees } from '@/lib/core/money';
import { normalizeDigits } from '@/lib/core/normalize-text';
import { readTime } from '@/lib/core/read-time';
import { readBoolean, readChoice } from './cell-words';
import { type Reason, reason } from './reasons';

/** What reading a row needs next to its cells. */
export type RowTools = {
  /** In what its amounts are written, where the form does not say it and somebody did. */
  unit: AmountUnit | undefined;
  /** The instant at which a day begins or ends in the zone of the settings. */
  boundOfDay: (day: string, bound: 'start' | 'end') => Promise<Date>;
};

/** The value of a declared field; what cannot be read stays as it is, for its schema to refuse. Empty is its default. */
export function readCell(field: Field, cell: string, tools: RowTools): unknown {
  if (cell === '') return field.nullable ? null : field.default === undefined ? cell : undefined;
  if (field.kind === 'choice') return readChoice(cell, field.values);
  if (field.kind === 'boolean') return readBoolean(cell);
  if (field.kind === 'instant') return readInstant(cell, field.boundary, tools);
  if (field.kind === 'percent') return readPercent(cell);
  if (field.kind === 'ids') return readIds(cell);
  if (field.kind !== 'integer') return cell;
  return field.unit === 'paisa' ? readAmount(cell, 'major') : readWhole(cell);
}

/** Paisa; NaN of what is no amount. */
export function readAmount(cell: string, unit: AmountUnit): number {
  if (unit === 'minor') {
    const digits = normalizeDigits(cell);
    return /^\d{1,15}$/.test(digits) ? Number(digits) : Number.NaN;
  }
  try {
    return parseRupees(cell);
  } catch {
    return Number.NaN;
  }
}

/** Percent: `25`, `12.5` or `12.5%`. */
export function readPercent(cell: string): number | string {
  const text = normalizeDigits(cell).replace(/\s*%$/, '');
  return /^\d{1,3}(?:\.\d{1,6})?$/.test(text) ? Number(text) : cell;
}

export function readWhole(cell: string): number | string {
  const digits = normalizeDigits(cell);
  return /^\d{1,10}$/.test(digits) ? Number(digits) : digits;
}

/** With blanks, commas or semicolons between them. */
export const readIds = (cell: string): (number | string)[] =>
  cell
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(readWhole);

/** A day of a workbook, as its reader writes it. */
const cellDay = /^(\d{2})-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-(\d{4})$/;
const months = 'JanFebMarAprMayJunJulAugSepOctNovDec';

function isoDay(text: string): string {
  const [, day, month = '', year] = cellDay.exec(text) ?? [];
  return year ? `${year}-${String(months.indexOf(month) / 3 + 1).padStart(2, '0')}-${day}` : text;
}

/** An ISO 8601 instant, a day, or seconds since 1970. */
export async function readInstant(
  cell: string,
  bound: 'start' | 'end',
  { boundOfDay }: RowTools,
): Promise<Date | string> {
  const text = normalizeDigits(cell);
  if (/^[1-9]\d{8,10}$/.test(text)) return new Date(Number(text) * 1000);
  const read = readTime(isoDay(text));
  if (!read) return cell;
  return 'at' in read ? read.at : boundOfDay(read.day, bound);
}

/** As people write our currency, in a column of its own and next to amounts. */
const ownCurrency = /^(?:npr|n?rs|रु|रू)?\.?$/iu;

/** Why an amount of another currency is not read, or nothing. */
export const wrongCurrency = (column: string, cell: string): Reason[] =>
  ownCurrency.test(cell) ? [] : [reason('currency', { column, value: cell.toUpperCase() })];
