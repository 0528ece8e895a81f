import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { deskPages, permissionOfPage } from './page-permissions';

const folders = globSync('app/(desk)/**/page.tsx').map((file) => path.posix.dirname(file));
// A group of routes, such as `(today)`, is in no address.
const pageOf = (folder: string) => `/${path.posix.relative('app/(desk)', folder).replace(/^\(\w+\)$/, '')}`;

it('names each page of the desk', () => {
  expect(folders.map(pageOf).sort()).toEqual(deskPages.toSorted());
});

it.each(folders)('what %s asks for is its own', (folder) => {
  const source = readFileSync(`${folder}/page.tsx`, 'utf8');
  for (const [, page] of source.matchAll(/(?:requirePage\(|page=|loadCoupon\(.*, )['"](.+?)['"]/g)) {
    expect(page).toBe(pageOf(folder));
  }
});

it.each([
  ['/team', 'team.read'],
  ['/team/?q=1', 'team.read'],
  ['/coupons', 'coupons.read'],
  ['/coupons/bin', 'coupons.read'],
  ['/coupons/new?copy=1', 'coupons.write'],
  ['/coupons/7/codes/issue', 'coupons.write'],
  ['/coupons/7/activity', 'activity.read'],
  ['/integrators/7/statement', 'integrators.read'],
  ['/', 'sales.read'],
  ['/user-groups', 'coupons.read'],
  ['/tvod-prices/7', 'coupons.read'],
  ['/tvod-prices/import', 'coupons.write'],
  ['/account', null],
  ['/sign-in?returnTo=/team', null],
  ['/teams', null],
])('%s needs %s', (target, permission) => {
  expect(permissionOfPage(target)).toBe(permission);
});
