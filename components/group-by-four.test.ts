import { expect, it } from 'vitest';
import { groupByFour } from './group-by-four';

it.each([
  ['ABCD1234', 'ABCD-1234'],
  ['ABCD1234EFGH5678', 'ABCD-1234-EFGH-5678'],
  ['ABCD1234EFGH56789', 'ABCD-1234-EFGH-56789'],
  ['ABCD12', 'ABCD-12'],
  ['ABCDE', 'ABCDE'],
  ['c3', 'c3'],
])('shows %s as %s', (code, shown) => {
  expect(groupByFour(code)).toBe(shown);
});

it('leaves a code alone that brings its own grouping', () => {
  expect(groupByFour('12-345 678')).toBe('12-345 678');
});
