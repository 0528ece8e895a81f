import { type CouponProblem, couponProblems } from './coupon-problems';

/** The fields that rule each other; unknown while another problem hides them. */
type RuledFields = {
  duration?: unknown;
  cycles?: unknown;
  releaseAt?: unknown;
  expiresAt?: unknown;
  maxRedemptions?: unknown;
  redemptions?: unknown;
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
  return problems;
}
