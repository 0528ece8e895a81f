import { isTotal, plainHeader } from './header-words';

/** A name of somebody or something, and no figure with its currency. */
const isName = (cell: string) => /[\p{L}\p{M}]{4}/u.test(cell);

/**
 * Whether it is the sum of the rows above it: its first words are those for a total and a figure comes after them, with a unit or
 * a remark; or they are its only ones, wherever they are. Something may be called so, which is for a person to say.
 */
export function looksLikeTotal(cells: readonly string[]): boolean {
  const first = cells.findIndex((cell) => /\p{L}/u.test(cell));
  if (isTotal(cells[first] ?? '') && cells.slice(first + 1).some((cell) => /\p{Nd}/u.test(cell))) return true;
  const others = cells.filter((cell) => !isTotal(cell));
  return others.length < cells.length && !others.some(isName);
}

/** Of rows that are `above` the data, the header the last one: whether a later row is one of them again, whatever its words. */
export function repeatsOf(above: readonly (readonly string[])[]): (cells: readonly string[]) => boolean {
  const known = new Set(above.map(wordsOf));
  known.delete('');
  // Nearly every row differs from them in its first cell.
  const first = new Set(above.map(([cell = '']) => plainHeader(cell)));
  return (cells) => first.has(plainHeader(cells[0] ?? '')) && known.has(wordsOf(cells));
}

/** Printed pages leave cells out at the end of a row, and write the same word in other cases. */
const wordsOf = (cells: readonly string[]): string => cells.map(plainHeader).join('\n').trimEnd();
