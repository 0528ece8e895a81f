const dayMs = 24 * 60 * 60 * 1000;

export type DayCount = { day: string; redemptions: number };

/** So many days as `YYYY-MM-DD`, the last of them today in that zone. */
export function lastDaysUntil(now: Date, timeZone: string, count: number): string[] {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now);
  const last = Date.parse(today);
  return Array.from({ length: count }, (_, index) =>
    new Date(last - (count - 1 - index) * dayMs).toISOString().slice(0, 10),
  );
}

/** Every day of `days` with its count; those without redemptions count none. */
export function countEachDay(days: string[], counted: DayCount[]): DayCount[] {
  const counts = new Map(counted.map(({ day, redemptions }) => [day, redemptions]));
  return days.map((day) => ({ day, redemptions: counts.get(day) ?? 0 }));
}
