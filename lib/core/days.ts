const dayMs = 24 * 60 * 60 * 1000;

/** `count` days in a row as `YYYY-MM-DD`, the last of them `last`. */
export function daysUpTo(last: string, count: number): string[] {
  const end = Date.parse(last);
  return Array.from({ length: count }, (_, index) =>
    new Date(end - (count - 1 - index) * dayMs).toISOString().slice(0, 10),
  );
}

/** `count` days in a row, the last of them today in that zone. */
export function lastDaysUntil(now: Date, timeZone: string, count: number): string[] {
  return daysUpTo(new Intl.DateTimeFormat('en-CA', { timeZone }).format(now), count);
}
