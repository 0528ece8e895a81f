import { describe, expect, it } from 'vitest';
import { directories } from './directory';
import { onlyWithProblems, settleOnlyWith } from './only-with';

const { fields } = directories.tvodPrices;

describe('a field that is there only with a value of another', () => {
  it('is missing with that value, and too much with any other', () => {
    expect(onlyWithProblems(fields, { tvodType: 'rental', durationDays: null })).toEqual({
      durationDays: 'daysNeeded',
    });
    expect(onlyWithProblems(fields, { tvodType: 'purchase', durationDays: 2 })).toEqual({ durationDays: 'daysAbsent' });
  });

  it.each([
    { tvodType: 'rental', durationDays: 2 },
    { tvodType: 'purchase', durationDays: null },
    { tvodType: 'lease', durationDays: null },
    { tvodType: 'lease', durationDays: 2 },
    { durationDays: 2 },
    { tvodType: 'rental' },
    {},
  ])('is not the problem of %j', (values) => {
    expect(onlyWithProblems(fields, values)).toEqual({});
  });

  it('is emptied by a change that leaves no place for it, unless a number is sent along', () => {
    expect(settleOnlyWith(fields, { tvodType: 'purchase' })).toEqual({ tvodType: 'purchase', durationDays: null });
    expect(settleOnlyWith(fields, { tvodType: 'purchase', durationDays: 3 })).toEqual({
      tvodType: 'purchase',
      durationDays: 3,
    });
    for (const given of [{ tvodType: 'rental' }, { name: 'Film' }, {}]) {
      expect(settleOnlyWith(fields, given)).toEqual(given);
    }
  });
});
