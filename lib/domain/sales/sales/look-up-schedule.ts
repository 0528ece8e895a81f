const minute = 60_000;
const firstPause = 5 * minute;
const longestPause = 24 * 60 * minute;

/** Two answers that the reference is not known end a sale only when they are this far apart. */
export const invalidReferenceApart = firstPause;

/** When to look up a sale again that was looked up `lookUps` times: after 5, 10, 20, 40 min, … up to 24 h; then never. */
export function nextLookUp(now: Date, lookUps: number): Date | null {
  const pause = firstPause * 2 ** lookUps;
  return pause > longestPause ? null : new Date(now.getTime() + pause);
}
