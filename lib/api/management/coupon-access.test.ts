import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { apiKeys } from '@/db/schema/integrators';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { openManagement } from './testing';

const api = prepared(openManagement);

describe('keys and scopes', () => {
  const body = { coupon: { code: 'NOBODY', discount: 1, duration: 'once' } };

  it.each([null, 'cdk_wrong'])('answers 401 to key %j', async (key) => {
    for (const path of ['/coupons.json', '/coupons/1.json', '/nothing']) {
      expect(await api.call('GET', path, { key })).toMatchObject({ status: 401, body: { error: 'Not Authorized' } });
    }
  });

  it('says of an expired key that it is, and of one that is used from elsewhere where from', async () => {
    const ended = await makeKeyContext(api.db, ['coupons:read']);
    await api.db
      .update(apiKeys)
      .set({ expiresAt: new Date(0) })
      .where(eq(apiKeys.id, ended.actor.id));
    expect(await api.call('GET', '/coupons.json', { key: ended.key })).toMatchObject({
      status: 401,
      body: { error: 'Not Authorized', message: 'This API key has expired. Ask the desk for a new one.' },
    });
    const elsewhere = await makeKeyContext(api.db, ['coupons:read']);
    await api.db
      .update(apiKeys)
      .set({ networks: ['203.0.113.0/24'] })
      .where(eq(apiKeys.id, elsewhere.actor.id));
    expect(await api.call('GET', '/coupons.json', { key: elsewhere.key })).toMatchObject({
      status: 403,
      body: { error: 'Forbidden', message: expect.stringContaining('cannot be used from') },
    });
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
