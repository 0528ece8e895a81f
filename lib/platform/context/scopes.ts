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

/** Of publishable keys, which everybody can read in a page, and of no other: it goes with no other scope. */
export const publishableScope = 'redemptions:check' as const;
export type KeyScope = Scope | typeof publishableScope;
