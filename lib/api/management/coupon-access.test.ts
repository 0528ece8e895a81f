import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ManagementTest, openManagement } from './testing';

let api: ManagementTest;

beforeAll(async () => {
  api = await openManagement();
});
afterAll(() => api.close());

describe('keys and scopes', () => {
  const body = { coupon: { code: 'NOBODY', discount: 1, duration: 'once' } };

  it.each([null, 'cdk_wrong'])('answers 401 to key %j', async (key) => {
    for (const path of ['/coupons.json', '/coupons/1.json', '/nothing']) {
      expect(await api.call('GET', path, { key })).toMatchObject({ status: 401, body: { error: 'Not Authorized' } });
    }
  });

  it('answers 403 without the scope, and changes nothing', async () => {
    const { body: created } = await api.call('POST', '/coupons.json', {
      body: { coupon: { code: 'SCOPES', discount: 25, duration: 'once' } },
    });
    const coupon = created.coupon as { id: string };
    const reader = await api.keyWith('coupons:read', 'nettv:sell');
    const writer = await api.keyWith('coupons:write');
    const refused = [
      await api.call('POST', '/coupons.json', { key: reader, body }),
      await api.call('POST', '/coupons.json', { key: reader, body: 'not json' }),
      await api.call('PUT', `/coupons/${coupon.id}.json`, { key: reader, body: { coupon: { discount: 99 } } }),
      await api.call('DELETE', `/coupons/${coupon.id}.json`, { key: reader }),
      await api.call('POST', `/coupons/${coupon.id}/restore.json`, { key: reader }),
      await api.call('GET', '/coupons.json', { key: writer }),
      await api.call('GET', `/coupons/${coupon.id}.json`, { key: writer }),
    ];
    for (const { status, body } of refused)
      expect({ status, body }).toEqual({ status: 403, body: { error: 'Forbidden' } });
    expect((await api.call('GET', `/coupons/${coupon.id}.json`)).body).toEqual({ coupon });
    expect((await api.call('PUT', `/coupons/${coupon.id}.json`, { key: writer, body: { coupon: {} } })).status).toBe(
      200,
    );
  });

  it('knows no other calls', async () => {
    for (const [method, path] of [
      ['GET', '/coupons'],
      ['GET', '/elsewhere.json'],
    ] as const) {
      expect(await api.call(method, path)).toMatchObject({ status: 404, body: { error: 'Not Found' } });
    }
  });
});
