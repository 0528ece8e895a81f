import type { Permission } from './permissions';

/** The first that fits; what no rule names is for everybody who is signed in, or public. */
const rules: readonly (readonly [page: RegExp, permission: Permission])[] = [
  [/^\/coupons\/new$/, 'coupons.write'],
  [/^\/coupons\/[^/]+\/(edit|codes\/issue|codes\/import)$/, 'coupons.write'],
  [/^\/coupons\/[^/]+\/activity$/, 'activity.read'],
  [/^\/(user-groups|tvod-prices)\/import$/, 'coupons.write'],
  [/^\/(coupons|statistics|user-groups|tvod-prices)(\/|$)/, 'coupons.read'],
  [/^\/products\/new$/, 'products.write'],
  [/^\/products(\/|$)/, 'products.read'],
  [/^\/redemptions(\/|$)/, 'redemptions.read'],
  [/^\/code-check$/, 'redemptions.explain'],
  [/^\/sell$/, 'sales.sell'],
  [/^\/sales(\/|$)/, 'sales.read'],
  [/^\/suppliers$/, 'suppliers.read'],
  [/^\/integrators(\/|$)/, 'integrators.read'],
  [/^\/webhooks(\/|$)/, 'webhooks.read'],
  [/^\/team$/, 'team.read'],
  [/^\/activity$/, 'activity.read'],
  [/^\/settings(\/|$)/, 'settings.read'],
];

/**
 * What a page needs, for the status of its answer alone: a page decides itself what it shows, and has begun to answer with
 * 200 by then. The browser tests compare the two.
 */
export function permissionOfPage(target: string): Permission | null {
  const path = (target.split('?')[0] ?? '').replace(/(.)\/+$/, '$1');
  return rules.find(([page]) => page.test(path))?.[1] ?? null;
}
