import { z } from 'zod';
import { calendarDay } from './calendar-day';
import { numberOrDigits } from './number-or-digits';
import { countDays, earliestDay, longestPeriod, periods } from './period';

const date = calendarDay.refine((day) => day >= earliestDay, 'Give a day since 2000.');

/** `from` and `to`, both given and both included; else `days` up to today. */
export const periodInput = z
  .object({ days: numberOrDigits.pipe(z.literal(periods)).optional(), from: date.optional(), to: date.optional() })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), { path: ['to'], error: 'Give both dates.' })
  .refine(({ from, to }) => !from || !to || from <= to, {
    path: ['to'],
    error: 'Give a day that is not before the first.',
  })
  .refine(({ from, to }) => !from || !to || countDays(from, to) <= longestPeriod, {
    path: ['to'],
    error: `Give at most ${longestPeriod} days.`,
  });
