import { expect, it } from 'vitest';
import { createRouteNamer } from './route-name';

const nameOf = createRouteNamer([
  '/management/coupons/:id/codes.json',
  '/api/v1/redemptions/:id',
  '/coupons/[id]/edit',
]);

it('names a route by its words and leaves everything else out', () => {
  expect(nameOf('/management/coupons/17/codes.json?page=2', 200)).toBe('/management/coupons/:value/codes.json');
  expect(nameOf('/management/coupons/SECRET.json', 200)).toBe('/management/coupons/:value.json');
  expect(nameOf('/coupons/17/edit', 200)).toBe('/coupons/:value/edit');
  expect(nameOf('/receipt/ab.cdef', 200)).toBe('/:value/:value');
  expect(nameOf('/', 200)).toBe('/');
  expect(nameOf('/_next/static/chunks/one.js', 200)).toBe('/_next');
});

it('gives one name to all that is not there', () => {
  expect(nameOf('/wp-login.php', 404)).toBe('unknown');
  expect(nameOf('/coupons/17/nothing', 404)).toBe('unknown');
});
