import { expect, it } from 'vitest';
import { fiscalYearOf, formatReceiptNumber } from './fiscal-year';

/**
 * The first day of each fiscal year (1 Shrawan). That of 2082/83 is as the press announced the new budget year (Thursday,
 * 17 July 2025); up to 2090 each is that of the published tables. The last ones are beyond every table: receipts are numbered
 * then, too.
 */
const firstDays = [
  [2075, '2018-07-17'],
  [2076, '2019-07-17'],
  [2077, '2020-07-16'],
  [2078, '2021-07-16'],
  [2079, '2022-07-17'],
  [2080, '2023-07-17'],
  [2081, '2024-07-16'],
  [2082, '2025-07-17'],
  [2083, '2026-07-17'],
  [2084, '2027-07-17'],
  [2085, '2028-07-16'],
  [2086, '2029-07-16'],
  [2087, '2030-07-17'],
  [2088, '2031-07-17'],
  [2089, '2032-07-16'],
  [2090, '2033-07-16'],
  [2091, '2034-07-17'],
  [2109, '2052-07-16'],
] as const;

it.each(firstDays)('fiscal year %i begins at midnight in Nepal of %s', (year, day) => {
  const midnight = Date.parse(`${day}T00:00:00+05:45`);
  expect(fiscalYearOf(new Date(midnight))).toBe(year);
  expect(fiscalYearOf(new Date(midnight - 1))).toBe(year - 1);
});

it('stays the same over the new year of the calendar, in April', () => {
  expect(fiscalYearOf(new Date('2026-04-13T12:00:00Z'))).toBe(2082);
  expect(fiscalYearOf(new Date('2026-04-15T12:00:00Z'))).toBe(2082);
});

it('is a part of the number of a receipt', () => {
  expect(formatReceiptNumber(2083, 12)).toBe('2083/84-000012');
  expect(formatReceiptNumber(2099, 1_234_567)).toBe('2099/00-1234567');
});
