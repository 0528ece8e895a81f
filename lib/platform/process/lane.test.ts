import { describe, expect, it } from 'vitest';
import { laneOf } from './lane';

describe('laneOf', () => {
  it.each([
    '/api/products/',
    '/api',
    '/api?x=/api/auth',
    '/management/coupons.json',
    '/health/live',
    '/api/auth/../products',
    '/api/auth/%2e%2e/products',
    '/api/auth%2f..%2fproducts',
    '//api/products',
    '/./api/products',
    '/%61pi/products',
    '/api\\products',
    '/api/authors',
    '/API/v1/redemptions',
    '/Management/coupons.json',
    '/api/%',
    '/api/%00',
    '/management/%00coupons.json',
    'http://desk.example/api/products',
  ])('gives %s to the API', (target) => expect(laneOf(target)).toBe('api'));

  it.each([
    '/',
    '/sell',
    '/apix',
    '/managements',
    '/api/auth',
    '/api/auth/session?x=1',
    '/api//auth/session',
    '/api/./auth/session',
    '/api/%61uth/session',
    '/api/x/../auth/session',
    '/api/../sell',
    '/sell?next=/api/products',
    '/sell#/../api',
    'http://desk.example',
    'http://desk.example/sell',
  ])('gives %s to the pages', (target) => expect(laneOf(target)).toBe('pages'));

  it.each([undefined, '', '*', 'api', '/%ff', '/%00', '/api/auth/%', '/apis/%'])('refuses %s', (target) => {
    expect(laneOf(target)).toBe('malformed');
  });
});
