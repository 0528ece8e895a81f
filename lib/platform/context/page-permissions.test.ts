import { expect, it } from 'vitest';
import { permissionOfPage } from './page-permissions';

it.each([
  ['/team', 'team.read'],
  ['/team/?q=1', 'team.read'],
  ['/coupons', 'coupons.read'],
  ['/coupons/bin', 'coupons.read'],
  ['/coupons/new?copy=1', 'coupons.write'],
  ['/coupons/7/codes/issue', 'coupons.write'],
  ['/coupons/7/activity', 'activity.read'],
  ['/integrators/7/statement', 'integrators.read'],
  ['/', null],
  ['/account', null],
  ['/sign-in?returnTo=/team', null],
  ['/teams', null],
])('%s needs %s', (target, permission) => {
  expect(permissionOfPage(target)).toBe(permission);
});
