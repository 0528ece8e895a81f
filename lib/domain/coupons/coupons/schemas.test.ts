import { describe, expect, it } from 'vitest';
import { couponFields } from '@/lib/core/entities/coupon';
import { entriesOf } from '@/lib/core/entities/field';
import { fieldErrorsOf } from '@/lib/core/field-errors';
import { couponProblems } from './coupon-problems';
import { describeDiscount } from './describe-discount';
import { createCouponInput } from './schemas';

const problemsOf = (input: unknown) => {
  const parsed = createCouponInput.safeParse(input);
  return parsed.success ? {} : fieldErrorsOf(parsed.error);
};

const valid = { code: 'SUMMER', discount: 25, duration: 'once' };

describe('the input of a new coupon', () => {
  it('fills what is left out', () => {
    const fields = entriesOf(couponFields).filter(([, field]) => field.default !== undefined);
    const declaredDefaults = Object.fromEntries(fields.map(([name, field]) => [name, field.default]));
    expect(createCouponInput.parse(valid)).toEqual({
      ...declaredDefaults,
      ...valid,
      status: 'available',
      cycles: 0,
      maxRedemptions: null,
      releaseAt: null,
      expiresAt: null,
      security: 'public',
      uniqueRedemption: false,
      description: null,
    });
  });

  it('names every bad field at once, those between fields too', () => {
    const problems = problemsOf({
      code: 'two words',
      discount: 101,
      duration: 'repeating',
      security: 'secret',
      maxRedemptions: 0,
      releaseAt: '2026-12-31T00:00:00Z',
      expiresAt: '2026-12-01T00:00:00Z',
    });
    expect(problems).toEqual({
      code: [couponProblems.codeShape],
      discount: [couponProblems.discount],
      security: [couponProblems.security],
      maxRedemptions: [couponProblems.limit],
      cycles: [couponProblems.cycles],
      expiresAt: [couponProblems.expiresBeforeRelease],
    });
  });

  it('wants cycles for repeating and for nothing else', () => {
    expect(problemsOf({ ...valid, duration: 'repeating', cycles: 120 })).toEqual({});
    expect(problemsOf({ ...valid, duration: 'repeating', cycles: 121 })).toEqual({ cycles: [couponProblems.cycles] });
    expect(problemsOf({ ...valid, cycles: 3 })).toEqual({ cycles: [couponProblems.cyclesUnused] });
  });

  it.each(['2026-02-30T00:00:00Z', '10000-01-01T00:00:00Z', '0000-01-01T00:00:00Z', '2026-01-01T00:00:00', 'soon', ''])(
    'refuses %j as an instant',
    (releaseAt) => {
      expect(problemsOf({ ...valid, releaseAt })).toEqual({ releaseAt: [couponProblems.time] });
    },
  );

  it('keeps a description of several lines and refuses other control characters', () => {
    expect(createCouponInput.parse({ ...valid, description: ' For\nall. ' }).description).toBe('For\nall.');
    expect(createCouponInput.parse({ ...valid, description: '  ' }).description).toBeNull();
    expect(problemsOf({ ...valid, description: 'a\0b' })).toEqual({ description: [couponProblems.description] });
  });
});

it('describes a discount', () => {
  expect(describeDiscount({ discount: 100, duration: 'once', cycles: 0 })).toBe('100%');
  expect(describeDiscount({ discount: 25, duration: 'repeating', cycles: 3 })).toBe('25% for 3 months');
  expect(describeDiscount({ discount: 25, duration: 'repeating', cycles: 1 })).toBe('25% for 1 month');
  expect(describeDiscount({ discount: 10, duration: 'forever', cycles: 0 })).toBe('10% forever');
});
