import { createParser } from 'nuqs/server';
import { isCalendarDay } from '@/lib/core/is-calendar-day';

/** A whole day in an address, `2026-12-31`; anything else is ignored. */
export const parseAsDay = createParser({
  parse: (text) => (isCalendarDay(text) ? text : null),
  serialize: (day: string) => day,
});
