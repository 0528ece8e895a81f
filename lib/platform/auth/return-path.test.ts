import { describe, expect, it } from 'vitest';
import { safeReturnPath } from './return-path';

describe('where one goes after signing in', () => {
  it.each(['/', '/coupons', '/sales?state=failed&page=2', '/coupons/12/codes#batch-3', '/signs'])(
    '%s stays',
    (path) => {
      expect(safeReturnPath(path)).toBe(path);
    },
  );

  it.each([
    undefined,
    '',
    'coupons',
    'https://evil.example',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    ' //evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    'javascript:alert(1)',
    '/sign-in',
    '/sign-in?returnTo=/coupons',
    '/api/auth/signout',
    `/${'a'.repeat(3000)}`,
  ])('%j leads to the first page', (path) => {
    expect(safeReturnPath(path)).toBe('/');
  });
});
