/** What can be wrong with a coupon's fields, in the words of the API; the desk says each in its reader's language. */
export const couponProblems = {
  codeShape: 'must be 1 to 64 letters, digits, - or _',
  codeTaken: 'has already been taken',
  status: 'must be available or unavailable',
  duration: 'must be once, repeating or forever',
  security: 'must be public or restricted',
  state: 'must be scheduled, active, expired, used_up or unavailable',
  discount: 'must be an integer from 1 to 100',
  cycles: 'must be an integer from 1 to 120 when duration is repeating',
  cyclesUnused: 'must be 0 or absent unless duration is repeating',
  limit: 'must be an integer from 1 to 2147483647, or null for no limit',
  limitBelowUsed: 'must not be below the number of redemptions',
  time: 'must be an ISO 8601 time, such as 2026-12-31T18:15:00Z',
  expiresBeforeRelease: 'must be after release_date',
  boolean: 'must be true or false',
  description: 'must be at most 500 characters of text',
} as const;

export type CouponProblem = keyof typeof couponProblems;
