const plainly = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** How many letters are changed, added, left out or swapped with the next between two words. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let i = 1; i <= a.length; i += 1) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const plain = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (isSame ? 0 : 1));
      (rows[i] as number[])[j] = isSwapped ? Math.min(plain, at(i - 2, j - 2) + 1) : plain;
    }
  }
  return at(a.length, b.length);
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/** The known name that was most likely meant: a slip in a third of its letters at most, or the same beginning. */
function closest(name: string, known: readonly string[]): string | undefined {
  const meant = plainly(name.slice(0, 64));
  const ranked = known
    .map((candidate) => {
      const plain = plainly(candidate);
      const slips = distance(meant, plain);
      const isNear = slips <= Math.max(1, Math.floor(Math.min(meant.length, plain.length) / 3));
      const begins = sharedStart(meant, plain);
      return { candidate, slips, fits: isNear || (begins >= 4 && begins * 2 >= meant.length) };
    })
    .filter(({ fits }) => fits)
    .sort((a, b) => a.slips - b.slips);
  return ranked[0]?.candidate;
}

/** What is said of a name that is none of the known ones. `what` is such as `field`. */
export function notKnown(name: string, known: readonly string[], what: string): string {
  const meant = closest(name, known);
  return meant === undefined ? `is not a ${what}` : `is not a ${what}; did you mean ${meant}?`;
}
