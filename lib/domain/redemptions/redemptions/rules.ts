/** What has to be true of a code, its coupon, a user and a purchase; `rules.sql.ts` has each as a condition. */
export const rules = [
  'exists',
  'status',
  'released',
  'not_expired',
  'security',
  'code_state',
  'code_batch',
  'code_sold',
  'code_valid',
  'limit',
  'unique_user',
  'audience',
  'purchase',
  'minimum_amount',
  'budget',
] as const;
export type Rule = (typeof rules)[number];
