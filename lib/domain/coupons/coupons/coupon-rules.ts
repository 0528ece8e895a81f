import { type CouponProblem, couponProblems } from './coupon-problems';

/** The fields that rule each other; unknown while another problem hides them. */
type RuledFields = {
  duration?: unknown;
  cycles?: unknown;
  releaseAt?: unknown;
  expiresAt?: unknown;
  maxRedemptions?: unknown;
  redemptions?: unknown;
  discount?: unknown;
  amountOff?: unknown;
  maximumOff?: unknown;
  budget?: unknown;
  /** What came off so far. */
  spent?: unknown;
  uniqueRedemption?: unknown;
  redemptionsPerUser?: unknown;
  audience?: unknown;
  memberGroupIds?: unknown;
};

/** Problems between the fields of one coupon, by field. A field that is absent or of a wrong type is not checked here. */
export function couponRuleProblems(
  coupon: RuledFields,
  words: Record<CouponProblem, string> = couponProblems,
): Record<string, string[]> {
  const problems: Record<string, string[]> = {};
  const { duration, cycles, releaseAt, expiresAt, maxRedemptions, redemptions } = coupon;
  if (typeof cycles === 'number' && typeof duration === 'string') {
    if (duration === 'repeating' && cycles < 1) problems.cycles = [words.cycles];
    if (duration !== 'repeating' && cycles !== 0) problems.cycles = [words.cyclesUnused];
  }
  if (releaseAt instanceof Date && expiresAt instanceof Date && expiresAt <= releaseAt) {
    problems.expiresAt = [words.expiresBeforeRelease];
  }
  if (typeof maxRedemptions === 'number' && typeof redemptions === 'number' && maxRedemptions < redemptions) {
    problems.maxRedemptions = [words.limitBelowUsed];
  }
  return { ...problems, ...amountProblems(coupon, words), ...userProblems(coupon, words) };
}

function amountProblems(coupon: RuledFields, words: Record<CouponProblem, string>): Record<string, string[]> {
  const { discount, amountOff, maximumOff, budget, spent } = coupon;
  const isAmount = typeof amountOff === 'number';
  return {
    ...(discount === 0 && amountOff === null ? { discount: [words.discountMissing] } : {}),
    ...(isAmount && typeof discount === 'number' && discount > 0 ? { amountOff: [words.amountAndDiscount] } : {}),
    ...(isAmount && typeof maximumOff === 'number' ? { maximumOff: [words.capUnused] } : {}),
    ...(typeof budget === 'number' && typeof spent === 'number' && budget < spent
      ? { budget: [words.budgetBelowSpent] }
      : {}),
  };
}

function userProblems(coupon: RuledFields, words: Record<CouponProblem, string>): Record<string, string[]> {
  const { uniqueRedemption, redemptionsPerUser, audience, memberGroupIds } = coupon;
  const problems: Record<string, string[]> = {};
  if (uniqueRedemption === true && typeof redemptionsPerUser === 'number' && redemptionsPerUser !== 1) {
    problems.redemptionsPerUser = [words.perUserUnique];
  }
  if (typeof audience === 'string' && Array.isArray(memberGroupIds)) {
    const isEmpty = memberGroupIds.length === 0;
    if (audience === 'members' && isEmpty) problems.memberGroupIds = [words.memberGroupsMissing];
    if (audience !== 'members' && !isEmpty) problems.memberGroupIds = [words.memberGroupsUnused];
  }
  return problems;
}
