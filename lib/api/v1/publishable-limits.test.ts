import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '@/lib/api/app';
import { openServed } from '@/lib/api/testing';
import { createPublishableKey } from '@/lib/domain/access/integrators/create-publishable-key';
import { revokeKey } from '@/lib/domain/access/integrators/revoke-key';
import { makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { trustClientAddressHeader } from '@/lib/platform/auth/client-address';
import { makeIntegrator, makeUserContext } from '@/lib/platform/auth/testing';
import { flushCalls } from '@/lib/platform/requests/keep-call';
import { flushSecurityEvents } from '@/lib/platform/security/record-event';
import { prepared } from '@/test/prepared';
import { allowedBy, checkPath, sentFrom, shop } from './testing';

const served = prepared(openServed);
const admin = prepared(() => makeUserContext(served.db, 'admin'));
const flagged = globalThis as { couponDeskServer?: boolean };
afterAll(() => {
  delete flagged.couponDeskServer;
});

async function makeKey(more: object = {}) {
  const { id: integratorId } = await makeIntegrator(served.db);
  return createPublishableKey(admin, { integratorId, origins: shop, ...more });
}

const check = (key: string, body: object) => served.send(sentFrom(key, body));
const preflight = (origin: string, at = checkPath, method = 'POST') =>
  served.send({
    method: 'OPTIONS',
    path: at,
    headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': 'authorization' },
  });

describe('a preflight', () => {
  it('is let through for an origin that a working key names, for this call alone and without credentials', async () => {
    const origin = 'https://preflight.example.com';
    expect(allowedBy(await preflight(origin))).toBeUndefined();
    const { keyId } = await makeKey({ origins: origin });
    const answer = await preflight(origin);
    expect(answer).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': expect.stringContaining('authorization'),
        vary: expect.stringContaining('Origin'),
      },
    });
    expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
    for (const at of [
      '/api/v1/redemptions',
      '/management/coupons.json',
      '/api/balance',
      '/api/v1/redemptions/qualify',
    ]) {
      expect([at, allowedBy(await preflight(origin, at))]).toEqual([at, undefined]);
    }
    await revokeKey(admin, { keyId });
    expect(allowedBy(await preflight(origin))).toBeUndefined();
  });

  it('opens nothing for a secret key', async () => {
    const key = await served.keyWith('redemptions:read');
    const coupon = await makeCoupon(served.db);
    await makeKey();
    const answer = await check(key, { code: coupon.code, user: { id: 'u' } });
    expect([answer.status, allowedBy(answer)]).toEqual([200, undefined]);
    const unknown = await check('cdk_pub_nobody', { code: coupon.code });
    expect([unknown.status, allowedBy(unknown)]).toEqual([401, undefined]);
  });
});

describe('the limits of a publishable key', () => {
  let app: ReturnType<typeof createApp>;
  let now = new Date();
  beforeAll(() => {
    trustClientAddressHeader();
    app = createApp({ database: () => served.db, now: () => now });
  });
  async function from(address: string, key: string, code: string) {
    const { headers, ...sent } = sentFrom(key, { code });
    const request = { method: 'POST', headers: { ...headers, 'x-client-address': address }, body: sent.body as string };
    const answer = await app.request(checkPath, request);
    return { status: answer.status, header: (name: string) => answer.headers.get(name) };
  }

  it('are the key’s own for all of its visitors, said with each answer that the page can read', async () => {
    const { key } = await makeKey({ requestsPerMinute: 3 });
    const coupon = await makeCoupon(served.db);
    for (const nth of [1, 2, 3]) expect((await from(`203.0.113.${nth}`, key, coupon.code)).status).toBe(200);
    const { status, header } = await from('203.0.113.4', key, coupon.code);
    expect([status, header('access-control-allow-origin'), header('retry-after')]).toEqual([429, shop, '60']);
    expect(header('ratelimit-policy')).toBe('"v1";q=3;w=60');
  });

  it('are 60 of one address, which takes nothing from the others', async () => {
    const { key } = await makeKey({ requestsPerMinute: 62 });
    const coupon = await makeCoupon(served.db);
    for (let nth = 0; nth < 60; nth += 1) await from('198.51.100.1', key, coupon.code);
    const beyond = [1, 2, 3].map(() => from('198.51.100.1', key, coupon.code));
    for (const { status, header } of await Promise.all(beyond)) {
      expect([status, header('ratelimit-policy')]).toEqual([429, '"address";q=60;w=60']);
    }
    expect((await from('198.51.100.2', key, coupon.code)).status).toBe(200);
  });

  it('pause an address after twenty wrong codes, private coupons among them, and no other', async () => {
    now = new Date(now.getTime() + 3_600_000);
    const { key } = await makeKey();
    const hidden = await makeCoupon(served.db, { security: 'restricted' });
    const offered = await makeCoupon(served.db);
    for (let guess = 0; guess < 20; guess += 1) {
      expect((await from('192.0.2.1', key, guess % 2 ? hidden.code : `guess-${guess}`)).status).toBe(200);
    }
    expect((await from('192.0.2.1', key, offered.code)).status).toBe(429);
    expect((await from('192.0.2.2', key, offered.code)).status).toBe(200);
    // Customers of another shop behind the same address type codes of their own.
    const other = await makeKey();
    expect((await from('192.0.2.1', other.key, offered.code)).status).toBe(200);
    now = new Date(now.getTime() + 61_000);
    expect((await from('192.0.2.1', key, offered.code)).status).toBe(200);
  });

  it('keep what is beyond them out of the list of requests, and strangers out of the security events', async () => {
    const { key, keyId } = await makeKey({ requestsPerMinute: 2 });
    const coupon = await makeCoupon(served.db);
    for (const nth of [1, 2, 3, 4]) await from(`192.0.2.${10 + nth}`, key, coupon.code);
    await revokeKey(admin, { keyId });
    await from('192.0.2.20', key, coupon.code);
    await flushCalls(served.db);
    await flushSecurityEvents();
    const kept = await served.sql`select status, body, answer from api_requests where api_key_id = ${keyId}`;
    expect([...kept]).toEqual([1, 2].map(() => ({ status: 200, body: null, answer: null })));
    const events = await served.sql`select kind from security_events where api_key_id = ${keyId}`;
    expect(events).toHaveLength(0);
    const networks = await served.sql`select from api_key_networks where api_key_id = ${keyId}`;
    expect(networks).toHaveLength(0);
  });
});
