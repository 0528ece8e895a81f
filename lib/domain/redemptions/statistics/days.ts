import { daysUpTo } from '@/lib/core/days';

const dayMs = 24 * 60 * 60 * 1000;

/** `day` is `YYYY-MM-DD` in the organization's time zone. */
export type DayCount = { day: string; redemptions: number };

/** Every day of `days` with its count; those without redemptions count none. */
function countEachDay(days: string[], counted: DayCount[]): DayCount[] {
  const counts = new Map(counted.map(({ day, redemptions }) => [day, redemptions]));
  return days.map((day) => ({ day, redemptions: counts.get(day) ?? 0 }));
}

/** The days on which it was used, with the empty ones between them: the last `atMost` of them. */
export function countUsedDays(counted: DayCount[], atMost: number): DayCount[] {
  const [first, last] = [counted[0], counted.at(-1)];
  if (!first || !last) return [];
  const span = (Date.parse(last.day) - Date.parse(first.day)) / dayMs + 1;
  return countEachDay(daysUpTo(last.day, Math.min(span, atMost)), counted);
}
