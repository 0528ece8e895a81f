import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { Conflict, Forbidden } from '@/lib/core/errors';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { checkRedemption } from './check-redemption';
import { redeem } from './redeem';
import type { Rule } from './rules';
import { findInconsistencies, linkNewGroup, makeCode, makeCodes, makeCoupon, makePrice } from './testing';

let test: TestDatabase;
let ctx: Context<KeyActor>;
const now = new Date('2026-11-21T10:00:00Z');
const day = 24 * 60 * 60 * 1000;

beforeAll(async () => {
  test = await createTestDatabase();
  ctx = await makeKeyContext(test.db, ['redemptions:read', 'redemptions:write'], () => now);
});
afterAll(async () => {
  expect(await findInconsistencies(test.db)).toEqual([]);
  await test.close();
});

/** Everything that can be wrong with a coupon, a code and a purchase at once. */
type World = {
  deleted: boolean;
  status: 'available' | 'unavailable';
  release: -1 | 0 | 1 | null;
  expiry: -1 | 1 | null;
  security: 'public' | 'restricted';
  limit: 'none' | 'open' | 'used';
  unique: 'off' | 'fresh' | 'used';
  code: 'own' | 'available' | 'sold' | 'redeemed' | 'deleted' | 'held' | 'expired';
  groups: 'none' | 'in' | 'out';
  price: 'none' | 'linked' | 'other' | 'missing' | 'unknown';
};

const sound: World = {
  deleted: false,
  status: 'available',
  release: null,
  expiry: null,
  security: 'public',
  limit: 'none',
  unique: 'off',
  code: 'available',
  groups: 'none',
  price: 'none',
};

/** Builds that world and gives the request that is made in it. */
async function build(world: World) {
  const user = `u${crypto.randomUUID()}`;
  const coupon = await makeCoupon(test.db, { security: world.security, uniqueRedemption: world.unique !== 'off' });
  const issued = await makeCode(test.db, coupon.id, world.code === 'sold' ? { status: 'sold', soldAt: now } : {});
  const own = await makeCode(test.db, coupon.id);
  const then = (seconds: number): Context => ({ ...ctx, now: () => new Date(now.getTime() - seconds * 1000) });
  if (world.code === 'redeemed') await redeem(then(60), { code: issued.code, user: { id: 'other' } });
  if (world.code === 'held') await redeem(then(1), { code: issued.code, user: { id: 'other' }, hold_seconds: 60 });
  if (world.code === 'expired') await redeem(then(60), { code: issued.code, user: { id: 'other' }, hold_seconds: 60 });
  if (world.unique === 'used') await redeem(then(60), { code: own.code, user: { id: user } });
  const group = world.groups === 'none' ? undefined : await linkNewGroup(test.db, coupon.id);
  const priced = world.price === 'linked' || world.price === 'other' || world.price === 'missing';
  const price = priced ? await makePrice(test.db, coupon.id) : undefined;
  const asked = world.price === 'other' ? await makePrice(test.db) : world.price === 'linked' ? price : undefined;
  const taken = await test.sql`select redemption_count as n from coupons where id = ${coupon.id}`;
  const expired = world.code === 'expired' ? 1 : 0;
  const used = Math.max(Number(taken[0]?.n) - expired, 0);
  const full = world.limit === 'used' && used + expired > 0 ? used : null;
  // A limit cannot be below its counter, and is at least one: what cannot be used up stays open.
  const limit = world.limit === 'none' ? null : full !== null && full > 0 && expired === 0 ? full : used + expired + 5;
  await test.sql`
    update coupons set max_redemptions = ${limit}, status = ${world.status},
      release_at = ${world.release === null ? null : new Date(now.getTime() + world.release * day).toISOString()},
      expires_at = ${world.expiry === null ? null : new Date(now.getTime() + world.expiry * day + 1).toISOString()},
      deleted_at = ${world.deleted ? now.toISOString() : null}
    where id = ${coupon.id}`;
  if (world.code === 'deleted') {
    await test.sql`update codes set status = 'deleted', deleted_at = ${now.toISOString()} where id = ${issued.id}`;
  }
  const failing: [Rule, boolean][] = [
    ['exists', world.deleted],
    ['status', world.status === 'unavailable'],
    ['released', world.release === 1],
    ['not_expired', world.expiry === -1],
    ['security', world.security === 'restricted' && world.code === 'own'],
    ['code_state', ['redeemed', 'deleted', 'held'].includes(world.code)],
    ['limit', limit !== null && limit === used],
    ['unique_user', world.unique === 'used'],
    ['user_group', world.groups === 'out'],
    ['tvod_price', ['other', 'missing', 'unknown'].includes(world.price)],
  ];
  return {
    request: {
      code: world.code === 'own' ? coupon.code : issued.code,
      user: { id: user, groups: world.groups === 'in' && group ? [group.name] : ['Somebody else'] },
      ...(asked ? { tvod_price_id: asked.id } : {}),
      ...(world.price === 'unknown' ? { tvod_price_id: 999_999_999 } : {}),
    },
    failing: failing.filter(([, fails]) => fails).map(([rule]) => rule),
  };
}

/** The database itself refuses a coupon that expires before its release. */
const isPossible = ({ release, expiry }: World) => !(expiry === -1 && release !== null && release >= 0);

const faults: Partial<World>[] = [
  { deleted: true },
  { status: 'unavailable' },
  { release: 1 },
  { expiry: -1 },
  { security: 'restricted', code: 'own' },
  { code: 'redeemed' },
  { code: 'deleted' },
  { code: 'held' },
  { limit: 'used', unique: 'used' },
  { unique: 'used' },
  { groups: 'out' },
  { price: 'other' },
  { price: 'missing' },
  { price: 'unknown' },
];

async function expectAgreement(world: World) {
  const { request, failing } = await build(world);
  const check = await checkRedemption(ctx, request);
  const failed = check.reasons.filter((reason) => !reason.passed).map((reason) => reason.rule);
  expect(check.redeemable).toBe(failed.length === 0);
  expect(failed).toEqual(failing);
  expect(check.reasons).toHaveLength(10);
  const outcome = await redeem(ctx, request).then(
    () => 'taken',
    (error: unknown) => error,
  );
  if (failing.length === 0) {
    expect(outcome).toBe('taken');
    return;
  }
  expect(outcome).toBeInstanceOf(Conflict);
  const refused = (outcome as Conflict).details.reasons as { rule: Rule }[];
  expect(refused.map((reason) => reason.rule)).toEqual(failing);
}

describe('check', () => {
  it('passes every rule of a sound coupon', () => expectAgreement(sound));

  it('passes a code whose hold has expired', () => expectAgreement({ ...sound, code: 'expired' }));

  it.each(faults)('fails %j', (fault) => expectAgreement({ ...sound, ...fault }));

  it('fails every pair of faults, each with its own rule', async () => {
    for (const [index, one] of faults.entries()) {
      for (const other of faults.slice(index + 1)) {
        const world = { ...sound, ...one, ...other };
        if (isPossible(world)) await expectAgreement(world);
      }
    }
  }, 60_000);

  it('says what redeeming then does, whatever the state of things', async () => {
    const world = fc.record<World>({
      deleted: fc.boolean(),
      status: fc.constantFrom('available', 'available', 'unavailable'),
      release: fc.constantFrom(null, -1, 0, 1),
      expiry: fc.constantFrom(null, 1, 1, -1),
      security: fc.constantFrom('public', 'restricted'),
      limit: fc.constantFrom('none', 'open', 'used'),
      unique: fc.constantFrom('off', 'fresh', 'used'),
      code: fc.constantFrom('own', 'available', 'sold', 'redeemed', 'deleted', 'held', 'expired'),
      groups: fc.constantFrom('none', 'in', 'out'),
      price: fc.constantFrom('none', 'linked', 'other', 'missing', 'unknown'),
    });
    await fc.assert(
      fc.asyncProperty(world.filter(isPossible), async (candidate) => {
        await expectAgreement(candidate);
      }),
      { numRuns: 120 },
    );
  }, 60_000);

  it('takes nothing, and answers what comes off', async () => {
    const coupon = await makeCoupon(test.db, { discount: 33, maxRedemptions: 1 });
    const ask = (amount?: number) =>
      checkRedemption(ctx, { code: coupon.code, user: { id: 'u' }, ...(amount === undefined ? {} : { amount }) });
    expect((await ask()).discount).toEqual({
      percent: 33,
      duration: 'once',
      cycles: 0,
      amountOff: null,
      amountDue: null,
    });
    expect((await ask(999)).discount).toMatchObject({ amountOff: 329, amountDue: 670 });
    expect((await ask(0)).discount).toMatchObject({ amountOff: 0, amountDue: 0 });
    const all = (await ask(Number.MAX_SAFE_INTEGER)).discount;
    expect((all?.amountOff ?? 0) + (all?.amountDue ?? 0)).toBe(Number.MAX_SAFE_INTEGER);
    expect((await ask()).redeemable).toBe(true);
  });

  it('knows only that an unknown code does not exist', async () => {
    expect(await checkRedemption(ctx, { code: 'nobody-has-this', user: { id: 'u' } })).toEqual({
      redeemable: false,
      discount: null,
      reasons: [
        {
          rule: 'exists',
          passed: false,
          expected: 'a coupon or an issued code',
          actual: null,
          message: 'No coupon and no issued code reads like this.',
          code: 'code_unknown',
        },
      ],
    });
  });

  it("tells an integrator nothing of whose another one's redemption is", async () => {
    const scopes = ['redemptions:read', 'redemptions:write'] as const;
    const other = await makeKeyContext(test.db, [...scopes]);
    const coupon = await makeCoupon(test.db, { uniqueRedemption: true });
    const [used, held] = await makeCodes(test.db, coupon.id, 2);
    const { id } = await redeem(other, { code: used?.code ?? '', user: { id: 'their-user' } });
    await redeem(other, { code: held?.code ?? '', user: { id: 'their-holder' }, hold_seconds: 600 });
    for (const code of [used?.code ?? '', held?.code ?? '']) {
      const seen = JSON.stringify([
        await checkRedemption(ctx, { code, user: { id: 'u' } }),
        await redeem(ctx, { code, user: { id: 'u' } }).catch((error) => [error.message, error.details]),
      ]);
      expect(seen).not.toMatch(/their-/);
      expect(JSON.stringify(await checkRedemption(other, { code, user: { id: 'u' } }))).toMatch(/their-/);
    }
    const again = await checkRedemption(ctx, { code: coupon.code, user: { id: 'their-user' } });
    const rule = again.reasons.find((reason) => reason.rule === 'unique_user');
    expect(rule).toMatchObject({ passed: false, actual: 'redeemed before' });
    expect(JSON.stringify(again)).not.toContain(`redemption ${id}`);
  });

  it('is refused to a key that can only redeem', async () => {
    const blind = await makeKeyContext(test.db, ['redemptions:write']);
    await expect(checkRedemption(blind, { code: 'x', user: { id: 'u' } })).rejects.toThrow(Forbidden);
  });
});
