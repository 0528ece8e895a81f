import { daysUpTo, lastDaysUntil } from './days';
import { isCalendarDay } from './is-calendar-day';

export const periods = [7, 30, 90, 365] as const;
export const usualPeriod = 30;

/** Days before are of no desk. */
export const earliestDay = '2000-01-01';
export const longestPeriod = 731;
const dayMs = 24 * 60 * 60 * 1000;

/** How many days it is from one to the other, both counted. */
export const countDays = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs + 1;

/** Whether two days are a period that can be asked for, as `periodInput` has it. */
export function isPeriod({ from, to }: { from: string; to: string }): boolean {
  const areDays = isCalendarDay(from) && isCalendarDay(to) && from >= earliestDay;
  return areDays && from <= to && countDays(from, to) <= longestPeriod;
}

/** `from` and `to`, both given and both included; else `days` up to today. */
type PeriodInput = { from?: string | undefined; to?: string | undefined; days?: (typeof periods)[number] | undefined };

/** Days of the organization's time zone as `YYYY-MM-DD`, both ends counted. */
type Span = { from: string; to: string; days: number };

/** The days asked for, and as many just before them. */
export type Period = Span & { before: Span };

function spanUpTo(to: string, days: number): Span {
  return { from: daysUpTo(to, days)[0] ?? to, to, days };
}

/** Two dates, or a number of days up to today. */
export function resolvePeriod(now: Date, timeZone: string, { from, to, days = usualPeriod }: PeriodInput): Period {
  const today = lastDaysUntil(now, timeZone, 1)[0] ?? '';
  const span = from !== undefined && to !== undefined ? { from, to, days: countDays(from, to) } : spanUpTo(today, days);
  const dayBefore = new Date(Date.parse(span.from) - dayMs).toISOString().slice(0, 10);
  return { ...span, before: spanUpTo(dayBefore, span.days) };
}
