import { alternatives } from '@/lib/core/alternatives';
import { couponFields, couponFilters } from '@/lib/core/entities/coupon';
import { maxIds } from '@/lib/core/entities/field';

const { amountOff, redemptionsPerUser, redemptionsPerHour, validDaysAfterSale, cycles, maxRedemptions } = couponFields;
const integerIn = ({ min, max }: { min: number; max: number }) => `must be an integer from ${min} to ${max}`;
const oneOf = ({ values }: { values: readonly string[] }) => `must be ${alternatives(values)}`;

/** What can be wrong with a coupon's fields, in the words of the API; the desk says each in its reader's language. */
export const couponProblems = {
  codeShape: 'must be 1 to 64 letters, digits, - or _',
  codeTaken: 'has already been taken',
  status: oneOf(couponFields.status),
  duration: oneOf(couponFields.duration),
  security: oneOf(couponFields.security),
  state: oneOf(couponFilters.state),
  discount: 'must be a number above 0 to 100 with at most two decimals',
  discountMissing: 'must be above 0, unless amount_off is used',
  amountAndDiscount: 'must be null when discount is above 0',
  amount: `${integerIn(amountOff)} in minor units, or null`,
  capUnused: 'must be null: with amount_off that amount is the cap',
  budgetBelowSpent: 'must not be below what came off so far',
  perUser: `${integerIn(redemptionsPerUser)}, or null for any number`,
  perUserUnique: 'must be 1 when unique_redemption is true',
  perHour: `${integerIn(redemptionsPerHour)}, or null for no brake`,
  audience: oneOf(couponFields.audience),
  memberGroups: `must be up to ${maxIds} ids of user groups`,
  memberGroupsMissing: 'must name at least one user group when audience is members',
  memberGroupsUnused: 'must be empty unless audience is members',
  memberGroupsUnknown: 'must be ids of user groups that exist',
  validDays: `${integerIn(validDaysAfterSale)}, or null for no end`,
  cycles: `${integerIn({ ...cycles, min: 1 })} when duration is repeating`,
  cyclesUnused: 'must be 0 or absent unless duration is repeating',
  limit: `${integerIn(maxRedemptions)}, or null for no limit`,
  limitBelowUsed: 'must not be below the number of redemptions',
  time: 'must be an ISO 8601 time, such as 2026-12-31T18:15:00Z',
  expiresBeforeRelease: 'must be after release_date',
  boolean: 'must be true or false',
  description: `must be at most ${couponFields.description.max} characters of text`,
};

/** The same of a file: nobody writes minor units or seconds there. */
export const importedCouponProblems: typeof couponProblems = {
  ...couponProblems,
  amount: 'must be an amount above 0, such as 250 or 250.50',
  time: 'must be a time such as 2026-12-31T18:15:00Z, or a day such as 2026-12-31',
};

export type CouponProblem = keyof typeof couponProblems;
