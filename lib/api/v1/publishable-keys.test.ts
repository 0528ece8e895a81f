import { describe, expect, it } from 'vitest';
import { apiDocument } from '@/lib/api/openapi/describe-api';
import { openServed } from '@/lib/api/testing';
import { changeKey } from '@/lib/domain/access/integrators/change-key';
import { createPublishableKey } from '@/lib/domain/access/integrators/create-publishable-key';
import { disableIntegrator } from '@/lib/domain/access/integrators/disable-integrator';
import { getIntegrator } from '@/lib/domain/access/integrators/list-integrators';
import { replaceKey } from '@/lib/domain/access/integrators/replace-key';
import { revokeKey } from '@/lib/domain/access/integrators/revoke-key';
import { makeCode, makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { makeIntegrator, makeUserContext } from '@/lib/platform/auth/testing';
import { openApiTargets } from '@/test/api-fuzz/openapi-targets';
import { prepared } from '@/test/prepared';
import { allowedBy, checkPath, sentFrom, shop } from './testing';

const served = prepared(openServed);
const admin = prepared(() => makeUserContext(served.db, 'admin'));

const user = { groups: [], status: 'new' };

async function makeKey(more: object = {}) {
  const { id: integratorId } = await makeIntegrator(served.db);
  const made = await createPublishableKey(admin, { integratorId, origins: `${shop}, http://localhost:5173/`, ...more });
  return { ...made, integratorId };
}

const check = (key: string, body: object, origin?: string | null) => served.send(sentFrom(key, body, origin));
describe('a publishable key', () => {
  it('reads as one, is shown again, and is checked in a page of one of its origins', async () => {
    const { key, keyId, integratorId } = await makeKey();
    expect(key).toMatch(/^cdk_pub_[\w-]{32}$/);
    const { keys } = await getIntegrator(admin, { id: integratorId });
    expect(keys).toMatchObject([
      { id: keyId, publishableKey: key, origins: [shop, 'http://localhost:5173'], scopes: ['redemptions:check'] },
    ]);
    const coupon = await makeCoupon(served.db, { discount: 25 });
    const answer = await check(key, { code: coupon.code.toUpperCase(), purchase: { amount: 100_000 } });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        redeemable: true,
        discount: { percent: 25, off: 25_000, due: 75_000 },
        reasons: [],
        valid_until: null,
        help_url: null,
      },
    });
    expect(allowedBy(answer)).toBe(shop);
    expect(answer.headers.vary).toContain('Origin');
    expect(answer.headers['access-control-expose-headers']).toContain('retry-after');
    expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it.each(['https://evil.example.com', 'http://shop.example.com', 'https://shop.example.com:8443', 'null', null])(
    'is refused from %s, whose pages read nothing of it',
    async (origin) => {
      const { key } = await makeKey();
      const coupon = await makeCoupon(served.db);
      const answer = await check(key, { code: coupon.code }, origin);
      expect(answer).toMatchObject({ status: 403, body: { code: 'origin_not_allowed' } });
      expect(allowedBy(answer)).toBeUndefined();
      expect(answer.headers.vary).toContain('Origin');
    },
  );

  it('is answered alike for every code that is not offered in public', async () => {
    const { key } = await makeKey();
    const soon = new Date(Date.now() + 60_000);
    const restricted = await makeCoupon(served.db, { security: 'restricted' });
    const issued = await makeCode(served.db, restricted.id);
    const publicOnes = await makeCoupon(served.db);
    const issuedOfPublic = await makeCode(served.db, publicOnes.id);
    const codes = [
      'nobody-has-this',
      restricted.code,
      issued.code,
      issuedOfPublic.code,
      (await makeCoupon(served.db, { status: 'unavailable' })).code,
      (await makeCoupon(served.db, { releaseAt: soon })).code,
      (await makeCoupon(served.db, { deletedAt: new Date() })).code,
    ];
    const answers = new Set<string>();
    for (const code of codes) answers.add((await check(key, { code })).text);
    expect([...answers].map((text) => JSON.parse(text))).toEqual([
      {
        redeemable: false,
        discount: null,
        reasons: [
          {
            rule: 'exists',
            passed: false,
            expected: null,
            actual: null,
            message: 'No public coupon reads like this.',
            code: 'code_unknown',
          },
        ],
        valid_until: null,
        help_url: null,
      },
    ]);
  });

  it('learns why an offered coupon does not fit, and no figure, name or user of it', async () => {
    const { key } = await makeKey();
    const redeemer = await served.keyWith('redemptions:read', 'redemptions:write');
    const once = await makeCoupon(served.db, { maxRedemptions: 1, redemptionsPerUser: 1 });
    const perUser = await makeCoupon(served.db, { redemptionsPerUser: 1 });
    for (const { code } of [once, perUser]) {
      const redeemed = await served.send({
        ...sentFrom(redeemer, { code, user: { id: 'user-4411' } }, null),
        path: '/api/v1/redemptions',
        headers: { authorization: `Bearer ${redeemer}`, 'content-type': 'application/json', 'idempotency-key': code },
      });
      expect(redeemed.status).toBe(201);
    }
    const usedUp = await check(key, { code: once.code, user: { id: 'user-4411' } });
    expect(usedUp.body).toMatchObject({
      redeemable: false,
      reasons: [
        { rule: 'limit', expected: null, actual: null, message: 'The coupon is used up.', code: 'limit_reached' },
      ],
    });
    // Whether user-4411 redeemed it is nobody's business in a page.
    expect((await check(key, { code: perUser.code, user: { id: 'user-4411' } })).body).toMatchObject({
      redeemable: true,
    });
    const minimum = await makeCoupon(served.db, { minimumAmount: 50_000, audience: 'lapsed' });
    expect((await check(key, { code: minimum.code, user, purchase: { amount: 100 } })).body).toMatchObject({
      redeemable: false,
      reasons: [
        { code: 'user_status_not_eligible', expected: null, message: 'The coupon is not for this customer.' },
        {
          code: 'amount_too_small',
          expected: 50_000,
          message: expect.stringMatching(/^The coupon is for purchases of Rs.500 or more, and this one is Rs.1\.$/),
        },
      ],
    });
  });

  it('can do nothing else, in the shape of each contract', async () => {
    const { key } = await makeKey();
    const calls = openApiTargets(apiDocument(served.app)).filter(({ contract }) => contract !== 'open');
    expect(calls.length).toBeGreaterThan(50);
    for (const call of calls) {
      const at = call.path.replace(/@\w+@/g, '1');
      if (at === checkPath) continue;
      const isNettv = call.contract === 'nettv';
      const answer = await served.send({
        method: call.method,
        path: isNettv && call.method === 'GET' ? `${at.split('?')[0]}?token=${key}` : at,
        headers: { authorization: `Bearer ${key}`, origin: shop, 'content-type': 'application/json' },
        ...(call.method === 'GET' ? {} : { body: JSON.stringify(isNettv ? { token: key, reference: 'B-1' } : {}) }),
      });
      expect([call.method, at, allowedBy(answer)]).toEqual([call.method, at, undefined]);
      if (isNettv) expect([at, answer.body]).toEqual([at, expect.objectContaining({ error: 'permission_denied' })]);
      else expect([call.method, at, answer.status]).toEqual([call.method, at, 403]);
      if (call.contract === 'management') expect(answer.body).toEqual({ error: 'Forbidden' });
    }
  });

  it('stops at once when it is revoked, replaced without overlap, over, or its company is switched off', async () => {
    const coupon = await makeCoupon(served.db);
    const status = async (key: string) => (await check(key, { code: coupon.code })).status;
    const revoked = await makeKey();
    await revokeKey(admin, { keyId: revoked.keyId });
    expect(await status(revoked.key)).toBe(401);
    const old = await makeKey();
    const renewed = await replaceKey(admin, { keyId: old.keyId, overlapHours: 0 });
    expect([renewed.key.startsWith('cdk_pub_'), await status(old.key), await status(renewed.key)]).toEqual([
      true,
      401,
      200,
    ]);
    const off = await makeKey();
    await disableIntegrator(admin, { id: off.integratorId, disabled: true });
    expect(await status(off.key)).toBe(401);
  });

  it('changes its origins, and takes no limit of a secret key', async () => {
    const { key, keyId } = await makeKey();
    const change = (more: object) =>
      changeKey(admin, {
        ...{ keyId, name: 'Shop', expiresAt: null, couponLimit: 'own' as const, couponIds: [], networks: '' },
        ...more,
      });
    await change({ origins: 'https://other.example.com' });
    const coupon = await makeCoupon(served.db);
    expect((await check(key, { code: coupon.code })).status).toBe(403);
    expect((await check(key, { code: coupon.code }, 'https://other.example.com')).status).toBe(200);
    await expect(change({ networks: '203.0.113.7' })).rejects.toMatchObject({
      fields: { networks: [expect.any(String)] },
    });
    await expect(change({ couponIds: [coupon.id] })).rejects.toMatchObject({
      fields: { couponIds: [expect.any(String)] },
    });
    await expect(change({ couponLimit: 'all' })).rejects.toMatchObject({ fields: { couponIds: [expect.any(String)] } });
  });

  it('is held to its one scope by the database itself', async () => {
    const { keyId } = await makeKey();
    const widened = served.sql`update api_keys set scopes = '{redemptions:check,coupons:write}' where id = ${keyId}`;
    await expect(widened).rejects.toMatchObject({ constraint_name: 'api_keys_publishable_check' });
    const nowhere = served.sql`update api_keys set origins = '{}' where id = ${keyId}`;
    await expect(nowhere).rejects.toMatchObject({ constraint_name: 'api_keys_publishable_check' });
  });

  it.each([
    '',
    '*',
    'https://*.example.com',
    'shop.example.com',
    'http://shop.example.com',
    'https://shop.example.com/path',
    'null',
    Array.from({ length: 21 }, (_, nth) => `https://shop-${nth}.example.com`).join(' '),
  ])('is not made for the origins “%s”', async (origins) => {
    await expect(makeKey({ origins })).rejects.toMatchObject({ fields: { origins: [expect.any(String)] } });
  });

  it('is made by those alone who can change integrators', async () => {
    const { id: integratorId } = await makeIntegrator(served.db);
    for (const role of ['supervisor', 'support', 'viewer', 'partner'] as const) {
      const ctx = await makeUserContext(served.db, role);
      const made = createPublishableKey(ctx, { integratorId, origins: shop });
      await expect(made).rejects.toMatchObject({ code: 'forbidden' });
    }
  });
});
