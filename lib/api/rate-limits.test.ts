import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { apiKeys } from '@/db/schema/integrators';
import { openTestDatabase } from '@/db/testing';
import { changeKey } from '@/lib/domain/access/integrators/change-key';
import { replaceKey } from '@/lib/domain/access/integrators/replace-key';
import { makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { Scope } from '@/lib/platform/context/scopes';
import { updateSettings } from '@/lib/platform/settings/update-settings';
import { createApp } from './app';

const test = openTestDatabase();
let app: ReturnType<typeof createApp>;
beforeAll(() => {
  app = createApp({ database: () => test.db, now: () => new Date() });
});

const scopes: Scope[] = ['coupons:read', 'redemptions:read', 'redemptions:write', 'nettv:sell'];
async function makeKey(requestsPerMinute: number | null = null) {
  const made = await makeKeyContext(test.db, scopes);
  await test.db.update(apiKeys).set({ requestsPerMinute }).where(eq(apiKeys.id, made.actor.id));
  return made;
}

async function send(path: string, { key }: { key: string }, init: RequestInit = {}) {
  const answer = await app.request(path, { ...init, headers: { authorization: `Bearer ${key}`, ...init.headers } });
  const header = (name: string) => answer.headers.get(name);
  return { status: answer.status, body: await answer.json(), header };
}

const lanes = {
  v1: (key: string) => ({ path: '/api/v1/redemptions', key }),
  management: (key: string) => ({ path: '/management/coupons.json', key }),
  nettv: (key: string) => ({ path: `/api/balance?token=${key}`, key }),
};

describe('the requests of a key', () => {
  it.each(Object.entries(lanes))('are counted in %s and said with each answer', async (lane, call) => {
    const { path, key } = call((await makeKey(3)).key);
    const left = [];
    for (let sent = 0; sent < 3; sent += 1) {
      const { status, header } = await send(path, { key });
      expect([status, header('ratelimit-policy')]).toEqual([200, `"${lane}";q=3;w=60`]);
      left.push(header('ratelimit')?.replace(/t=\d+$/, 't'));
    }
    expect(left).toEqual([2, 1, 0].map((count) => `"${lane}";r=${count};t`));
  });

  it.each([
    [
      'v1',
      { code: 'rate_limited', title: expect.stringContaining('Too many requests'), request_id: expect.any(String) },
    ],
    ['management', { error: 'Too Many Requests' }],
    ['nettv', { status: false, error_code: '1019', error: 'rate_limited', state: 'Error' }],
  ] as const)('beyond the limit are 429 in the shape of %s, with when to come back', async (lane, shape) => {
    const { path, key } = lanes[lane]((await makeKey(1)).key);
    expect((await send(path, { key })).status).toBe(200);
    const { status, body, header } = await send(path, { key });
    expect(status).toBe(429);
    expect(body).toMatchObject(shape);
    const seconds = Number(header('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(header('ratelimit')).toBe(`"${lane}";r=0;t=${seconds}`);
  });

  it('in one lane leave the others, and other keys, as they are', async () => {
    const [one, other] = [await makeKey(1), await makeKey(1)];
    await send(lanes.v1('').path, one);
    expect((await send(lanes.v1('').path, one)).status).toBe(429);
    expect((await send(lanes.management('').path, one)).status).toBe(200);
    expect((await send(lanes.v1('').path, other)).status).toBe(200);
  });

  it('use up no Idempotency-Key, and do nothing', async () => {
    const key = await makeKey(1);
    const { code } = await makeCoupon(test.db);
    await send(lanes.v1('').path, key);
    const redeem = () =>
      send('/api/v1/redemptions', key, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'once' },
        body: JSON.stringify({ code, user: { id: 'u' } }),
      });
    expect((await redeem()).status).toBe(429);
    await test.db.update(apiKeys).set({ requestsPerMinute: null }).where(eq(apiKeys.id, key.actor.id));
    const { status, header } = await redeem();
    expect([status, header('idempotent-replayed')]).toEqual([201, null]);
  });

  it('are as many as the settings say unless the key has a number of its own, from the next one on', async () => {
    const admin = await makeUserContext(test.db, 'admin');
    const [plain, own] = [await makeKey(), await makeKey(7)];
    const policyOf = async (key: { key: string }, lane: keyof typeof lanes = 'v1') =>
      (await send(lanes[lane](key.key).path, key)).header('ratelimit-policy');
    await updateSettings(admin, { v1PerMinute: 500 });
    expect(await policyOf(plain)).toBe('"v1";q=500;w=60');
    expect(await policyOf(plain, 'nettv')).toBe('"nettv";q=300000;w=60');
    expect(await policyOf(own)).toBe('"v1";q=7;w=60');
    await updateSettings(admin, { v1PerMinute: 300_000 });
    expect(await policyOf(plain)).toBe('"v1";q=300000;w=60');
  });

  it('are limited at the desk; a key that takes the place of another has its number', async () => {
    const admin = await makeUserContext(test.db, 'admin');
    const { actor } = await makeKey();
    const input = { keyId: actor.id, name: 'Shop', expiresAt: null, networks: '' };
    const limits = { couponLimit: 'all' as const, couponIds: [] };
    await changeKey(admin, { ...input, ...limits, requestsPerMinute: 90 });
    // A page that was open before there were such limits says nothing of it.
    await changeKey(admin, { ...input, ...limits, name: 'The shop' });
    const { keyId } = await replaceKey(admin, { keyId: actor.id, overlapHours: 1 });
    const rows = await test.db.select().from(apiKeys).where(eq(apiKeys.integratorId, actor.integratorId));
    expect(new Map(rows.map(({ id, requestsPerMinute }) => [id, requestsPerMinute]))).toEqual(
      new Map([
        [actor.id, 90],
        [keyId, 90],
      ]),
    );
    await expect(changeKey(admin, { ...input, ...limits, requestsPerMinute: 0 })).rejects.toMatchObject({
      fields: { requestsPerMinute: [expect.stringContaining('from 1 to')] },
    });
  });

  it('are not counted of a key that is refused', async () => {
    const { header, status } = await send(lanes.v1('').path, { key: 'cdk_nobody' });
    expect([status, header('ratelimit'), header('ratelimit-policy')]).toEqual([401, null, null]);
  });
});
