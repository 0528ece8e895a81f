/** What an API key can be given. */
export const scopes = [
  'coupons:read',
  'coupons:write',
  'codes:reveal',
  'redemptions:read',
  'redemptions:write',
  'nettv:sell',
  'events:read',
  'requests:read',
  'webhooks:write',
] as const;
export type Scope = (typeof scopes)[number];
