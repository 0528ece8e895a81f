import { expect, it } from 'vitest';
import { calendarDay } from './calendar-day';
import { isCalendarDay } from './is-calendar-day';

it.each([
  ...['1970-01-01', '2026-12-31', '2024-02-29', '2000-02-29', '9999-12-31'],
  ...['1969-12-31', '2026-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-01-00'],
  ...['', '2026', '2026-1-1', '26-01-01', '2026-01-01T00:00:00Z', ' 2026-01-01', '2026-01-01\n', '+012026-01-01'],
])('agrees with the schema of days about %j', (text) => {
  expect(isCalendarDay(text)).toBe(calendarDay.safeParse(text).success);
});
