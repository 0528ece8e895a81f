import { isOtherHeader } from './header-words';
import { namedDelimiter, type ParsedRow, parseHead } from './parse-rows';
import { type Delimiter, delimiters, type Found, type WantedColumn } from './reading';

const readRows = 200;

type Candidate = { delimiter: Delimiter; words: number; share: number };

/**
 * The one that divides the rows alike. A delimiter belongs to the file and not to the character: a comma in the note of a
 * semicolon file divides nothing. Where two would do it is not sure.
 */
export function findDelimiter(text: string, isWhole: boolean, wanted: WantedColumn): Found<Delimiter> {
  const named = namedDelimiter(text);
  if (named) return { value: named, isSure: true };
  const candidates = delimiters
    .filter((delimiter) => delimiter !== 'none')
    .map((delimiter): Candidate => ({ delimiter, ...measure(rowsOf(text, isWhole, delimiter), wanted) }))
    .sort((a, b) => b.words - a.words || b.share - a.share);
  const [best, second] = candidates;
  if (!best || best.share === 0) return { value: 'none', isSure: true };
  // A header that it divides into known words says so; else nearly all rows must have as many cells.
  if (best.words > 1 && best.words > (second?.words ?? 0)) return { value: best.delimiter, isSure: best.share >= 0.5 };
  const byShare = [...candidates].sort((a, b) => b.share - a.share);
  const [widest, next] = byShare;
  if (!widest) return { value: 'none', isSure: true };
  if (widest.share >= 0.8) return { value: widest.delimiter, isSure: (next?.share ?? 0) <= widest.share - 0.4 };
  // One column, with a mark in a row here and there.
  return widest.share < 0.3
    ? { value: 'none', isSure: widest.share < 0.1 || isOneColumn(text, isWhole, wanted) }
    : { value: widest.delimiter, isSure: false };
}

function rowsOf(text: string, isWhole: boolean, delimiter: Delimiter): ParsedRow[] {
  try {
    return parseHead(text, isWhole, delimiter, readRows);
  } catch {
    // A quote that is not closed: what divides the rows before it cannot be measured, and the file is refused anyway.
    return [];
  }
}

/** How many known header words a row has at most, and which share of the rows has the usual number of cells, two or more. */
function measure(rows: ParsedRow[], wanted: WantedColumn): { words: number; share: number } {
  const isWord = (cell: string) => wanted.isNamed(cell) || isOtherHeader(cell);
  const words = Math.max(0, ...rows.slice(0, 10).map(({ cells }) => cells.filter(isWord).length));
  const widths = new Map<number, number>();
  for (const { cells } of rows) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  const divided = [...widths].filter(([width]) => width > 1).map(([, count]) => count);
  return { words, share: rows.length === 0 ? 0 : Math.max(0, ...divided) / rows.length };
}

function isOneColumn(text: string, isWhole: boolean, wanted: WantedColumn): boolean {
  const rows = rowsOf(text, isWhole, 'none');
  return rows.filter(({ cells: [cell = ''] }) => wanted.fits(cell)).length >= 0.7 * rows.length;
}
