import { isOtherHeader } from './header-words';
import { repeatsOf } from './no-data';
import type { ParsedRow } from './parse-rows';
import type { Found, WantedColumn } from './reading';

const lookedAt = 10;
const hasDigit = (text: string) => /\p{Nd}/u.test(text);

/** The row with the names, from 1, or 0 for none: the one with the most known words of the first ten: titles can be above it. Without one, what differs from the rows below. */
export function findHeader(rows: ParsedRow[], wanted: WantedColumn): Found<number> {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const words = rows.slice(0, lookedAt).map(({ cells }) => {
    const filled = cells.filter((cell) => cell !== '');
    const known = filled.filter((cell) => wanted.isNamed(cell) || isOtherHeader(cell));
    if (width > 1 && filled.length < 2) return 0;
    // A title can have the word, too: it is longer than a name.
    return known.reduce((sum, cell) => sum + (cell.split(/\s+/).length > 2 ? 0.9 : 1), 0);
  });
  const most = Math.max(0, ...words);
  const at = words.indexOf(most);
  const named = rows[at]?.cells.some((cell) => wanted.isNamed(cell)) ?? false;
  if (most > 0 && (named || most > 1)) return { value: at + 1, isSure: true };
  return withoutWords(rows, wanted);
}

function withoutWords([first, ...body]: ParsedRow[], wanted: WantedColumn): Found<number> {
  if (!first) return { value: 0, isSure: true };
  const columns = first.cells.map((cell, at) => ({ cell, below: body.map(({ cells }) => cells[at] ?? '') }));
  const differs = columns.some(
    ({ cell, below }) => cell !== '' && !hasDigit(cell) && mostly(below, hasDigit) && below.length > 0,
  );
  const isAlike = columns.some(
    ({ cell, below }) => wanted.fits(cell) && hasDigit(cell) && below.some((other) => looksLike(other, cell)),
  );
  // A row of several cells that comes again names them on each page, or is there twice.
  const isFirst = repeatsOf([first.cells]);
  const isRepeated = first.cells.filter(Boolean).length > 1 && body.some(({ cells }) => isFirst(cells));
  if (differs || isRepeated) return { value: 1, isSure: false };
  return { value: 0, isSure: isAlike };
}

function mostly(cells: string[], is: (cell: string) => boolean): boolean {
  return cells.filter(is).length >= 0.8 * cells.length;
}

/** As long, and of the same kinds of character. */
function looksLike(a: string, b: string): boolean {
  const kinds = (text: string) =>
    [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /\s/u, /[^\p{L}\p{N}\s]/u].map((kind) => kind.test(text));
  return a.length === b.length && kinds(a).join() === kinds(b).join();
}
