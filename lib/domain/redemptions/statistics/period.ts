import { daysUpTo, lastDaysUntil } from './days';
import { type PeriodInput, usualPeriod } from './schemas';

/** Days of the organization's time zone as `YYYY-MM-DD`, both ends counted. */
type Span = { from: string; to: string; days: number };

/** The days asked for, and as many just before them. */
export type Period = Span & { before: Span };

const dayMs = 24 * 60 * 60 * 1000;

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
