import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { createApp } from '@/lib/api/app';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { apiVersion } from './versioning';

const test = openTestDatabase();
const app = createApp({ database: () => test.db, now: () => new Date() });
const key = prepared(() => makeKeyContext(test.db, ['redemptions:read']));

const check = (body: unknown, headers: Record<string, string> = {}) =>
  app.request('/api/v1/redemptions/check', {
    method: 'POST',
    headers: { authorization: `Bearer ${key.key}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const asked = { code: 'NOBODY', user: { id: 'a' } };

describe('the version', () => {
  it('is on every answer under /api/v1, refused ones too, and on no other', async () => {
    for (const path of ['/api/v1/redemptions', '/api/v1/nothing']) {
      expect((await app.request(path)).headers.get('coupon-desk-version')).toBe(apiVersion);
    }
    expect((await check(asked)).headers.get('coupon-desk-version')).toBe(apiVersion);
    expect((await app.request('/management/coupons.json')).headers.has('coupon-desk-version')).toBe(false);
  });

  it('can be asked for, and another one is refused', async () => {
    expect((await check(asked, { 'coupon-desk-version': apiVersion })).status).toBe(200);
    const refused = await check(asked, { 'coupon-desk-version': '2020-01-01' });
    expect(refused.status).toBe(400);
    expect((await refused.json()).fields).toEqual({ 'coupon-desk-version': [expect.stringContaining(apiVersion)] });
  });
});

it('says to a caller that sends a name of before that it is one, and to nobody else', async () => {
  const old = await check({ ...asked, amount: 100 });
  expect(old.headers.get('deprecation')).toBe('@1793491200');
  expect(old.headers.get('link')).toContain('</docs/deprecation>; rel="deprecation"');
  for (const body of [asked, { ...asked, purchase: { amount: 100 } }, { ...asked, code: 'amount' }]) {
    expect((await check(body)).headers.has('deprecation')).toBe(false);
  }
});
