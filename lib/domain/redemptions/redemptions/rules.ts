/** What has to be true of a code, its coupon, a user and a purchase; `rules.sql.ts` has each as a condition. */
export const rules = [
  'exists',
  'status',
  'released',
  'not_expired',
  'security',
  'code_state',
  'limit',
  'unique_user',
  'user_group',
  'tvod_price',
] as const;
export type Rule = (typeof rules)[number];
