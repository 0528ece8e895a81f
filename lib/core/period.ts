import { z } from 'zod';
import { calendarDay } from './calendar-day';
import { daysUpTo, lastDaysUntil } from './days';

export const periods = [7, 30, 90, 365] as const;
export const usualPeriod = 30;

const date = calendarDay.refine((day) => day >= '2000-01-01', 'Give a day since 2000.');
export const longestPeriod = 731;
const dayMs = 24 * 60 * 60 * 1000;

/** `from` and `to`, both given and both included; else `days` up to today. */
export const periodInput = z
  .object({ days: z.coerce.number().pipe(z.literal(periods)).optional(), from: date.optional(), to: date.optional() })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), { path: ['to'], error: 'Give both dates.' })
  .refine(({ from, to }) => !from || !to || from <= to, {
    path: ['to'],
    error: 'Give a day that is not before the first.',
  })
  .refine(({ from, to }) => !from || !to || Date.parse(to) - Date.parse(from) < longestPeriod * dayMs, {
    path: ['to'],
    error: `Give at most ${longestPeriod} days.`,
  });
type PeriodInput = z.output<typeof periodInput>;

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
  const span =
    from !== undefined && to !== undefined
      ? { from, to, days: (Date.parse(to) - Date.parse(from)) / dayMs + 1 }
      : spanUpTo(today, days);
  const dayBefore = new Date(Date.parse(span.from) - dayMs).toISOString().slice(0, 10);
  return { ...span, before: spanUpTo(dayBefore, span.days) };
}
