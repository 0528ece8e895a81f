import type { CodeSheet, PrintedCode } from './code-sheet';
import { Invalid } from './errors';

export type Cell = string | number | boolean | Date | null | undefined;

/** A table that is made while it is sent, some rows at a time, its header first. The name is without its ending. */
export type TableFile = {
  name: string;
  rows: AsyncGenerator<Cell[][]>;
  /** Where it is printed rather than listed, a field for each row. */
  sheet?: { template: CodeSheet; codes: AsyncGenerator<PrintedCode[]> };
  /** Of one that can be made again, in the background: how many rows it has, and what it is made from. */
  repeatable?: { kind: string; isClear: boolean; count: () => Promise<number>; from: unknown };
};

export const fileFormats = ['csv', 'xlsx'] as const;
export type FileFormat = (typeof fileFormats)[number];
/** In which a file is sent: what is printed is a PDF, whatever else was asked for. */
export type SentFormat = FileFormat | 'pdf';

/** Of money in a file, next to its amounts. */
export const currency = 'NPR';

/** The columns of an instant: in UTC, and in the zone of the settings. */
export const instantColumns = (name: string): string[] => [name, `${name}_local`];

const quarterMs = 15 * 60 * 1000;
const kept = new Map<string, { quarter: number; minutes: number }>();

/** `2026-11-28T13:38:40.858Z` and `2026-11-28T19:23:40.858+05:45`; nothing of what did not happen. */
export function instantCells(at: Date | string | null | undefined, timeZone: string): string[] {
  if (at === null || at === undefined) return ['', ''];
  const instant = new Date(at);
  const minutes = offsetOf(instant, timeZone);
  const local = new Date(instant.getTime() + minutes * 60_000).toISOString().slice(0, -1);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return [instant.toISOString(), `${local}${minutes < 0 ? '-' : '+'}${hours}:${rest}`];
}

/** In minutes. Zones change at full quarters of an hour, and rows next to each other are of the same one. */
function offsetOf(instant: Date, timeZone: string): number {
  const quarter = Math.floor(instant.getTime() / quarterMs);
  const known = kept.get(timeZone);
  if (known?.quarter === quarter) return known.minutes;
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', rest = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  const minutes = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(rest));
  kept.set(timeZone, { quarter, minutes });
  return minutes;
}

/** @throws Invalid (`columns`) where one of these is not in the header, and where there is none */
export function assertColumns(header: readonly Cell[], wanted: readonly string[]): void {
  if (wanted.length > 0 && wanted.every((name) => header.includes(name))) return;
  throw new Invalid({ columns: [`must be names of columns: ${header.join(', ')}`] });
}

/**
 * The same with these of its columns alone, in their order in the table.
 * @throws Invalid (`columns`)
 */
export async function withColumns({ rows, ...table }: TableFile, wanted: readonly string[]): Promise<TableFile> {
  const first = await rows.next();
  const [header = [], ...body] = first.done ? [] : first.value;
  try {
    assertColumns(header, wanted);
  } catch (error) {
    await rows.return(undefined);
    throw error;
  }
  const places = header.flatMap((name, at) => (wanted.includes(String(name)) ? [at] : []));
  const narrowed = (row: Cell[]) => places.map((at) => row[at]);
  async function* some(): AsyncGenerator<Cell[][]> {
    try {
      yield [header, ...body].map(narrowed);
      for await (const more of rows) yield more.map(narrowed);
    } finally {
      await rows.return(undefined);
    }
  }
  return { ...table, rows: some() };
}
