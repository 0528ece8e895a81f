import type { ParsedRow } from './parse-rows';
import type { Found, WantedColumn } from './reading';

/** From 1; null where nothing can be proposed. The one column that is named as wanted and holds such values, or the only one there is. Two that fit, or none, are not sure. */
export function findColumn(header: string[] | null, rows: ParsedRow[], wanted: WantedColumn): Found<number | null> {
  const width = Math.max(header?.length ?? 0, ...rows.map(({ cells }) => cells.length));
  const columns = Array.from({ length: width }, (_, at) => at);
  const holds = (at: number) => {
    const filled = rows.map(({ cells }) => cells[at] ?? '').filter((cell) => cell !== '');
    return filled.filter(wanted.fits).length >= 0.5 * Math.max(1, filled.length);
  };
  if (width === 1) return { value: 1, isSure: true };
  const named = columns.filter((at) => wanted.isNamed(header?.[at] ?? ''));
  const holding = named.filter(holds);
  if (named.length === 1 && named[0] !== undefined) return { value: named[0] + 1, isSure: holding.length === 1 };
  if (holding.length === 1 && holding[0] !== undefined) return { value: holding[0] + 1, isSure: false };
  return { value: null, isSure: false };
}
