import { createParser } from 'nuqs/server';
import { areInOrder } from '@/lib/core/days-in-order';
import { isCalendarDay } from '@/lib/core/is-calendar-day';

/** A whole day in an address, `2026-12-31`; anything else is ignored. */
export const parseAsDay = createParser({
  parse: (text) => (isCalendarDay(text) ? text : null),
  serialize: (day: string) => day,
});

type Days = { from: string | null; to: string | null };

/** The days of an address; none where the last is before the first, which the list says instead of being empty. */
export const daysOf = ({ from, to }: Days): Days =>
  areInOrder({ from, to }) ? { from, to } : { from: null, to: null };
