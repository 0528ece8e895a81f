import { expect, it } from 'vitest';
import { isPeriod } from './period';
import { periodInput } from './period-input';

it.each([
  ['2026-01-01', '2026-01-01'],
  ['2026-01-02', '2026-01-01'],
  ['2000-01-01', '2001-12-31'],
  ['2000-01-01', '2002-01-01'],
  ['1999-12-31', '2000-01-01'],
  ['2024-02-29', '2024-03-01'],
  ['2026-02-29', '2026-03-01'],
  ['2026-01-01', '2026-13-01'],
  ['2026-01-01', '0999-01-01'],
  ['', '2026-01-01'],
  ['2026-01-01', ''],
])('a page and the use case agree about %j to %j', (from, to) => {
  expect(isPeriod({ from, to })).toBe(periodInput.safeParse({ from, to }).success);
});
