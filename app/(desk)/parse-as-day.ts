import { createParser } from 'nuqs/server';
import { calendarDay } from '@/lib/core/calendar-day';

/** A whole day in an address, `2026-12-31`; anything else is ignored. */
export const parseAsDay = createParser({
  parse: (text) => (calendarDay.safeParse(text).success ? text : null),
  serialize: (day: string) => day,
});
