import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { Conflict } from '@/lib/core/errors';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { checkRedemption } from './check-redemption';
import { redeem } from './redeem';
import { type Rule, rules } from './rules';
import { findInconsistencies, linkNewGroup, makeCode, makeCoupon, makePrice } from './testing';

let test: TestDatabase;
let ctx: Context<KeyActor>;
const now = new Date('2026-11-21T10:00:00Z');
const day = 24 * 60 * 60 * 1000;
const amount = 50_000;

beforeAll(async () => {
  test = await createTestDatabase();
  ctx = await makeKeyContext(test.db, ['redemptions:read', 'redemptions:write'], () => now);
});
afterAll(async () => {
  expect(await findInconsistencies(test.db)).toEqual([]);
  await test.close();
});

/** Everything that can be wrong with a coupon, a code, a user and a purchase at once. */
type World = {
  deleted: boolean;
  status: 'available' | 'unavailable';
  release: -1 | 0 | 1 | null;
  expiry: -1 | 1 | null;
  security: 'public' | 'restricted';
  limit: 'none' | 'open' | 'used';
  perUser: 'any' | 'fresh' | 'used' | 'twice' | 'used_twice';
  code: 'own' | 'available' | 'sold' | 'redeemed' | 'deleted' | 'voided' | 'held' | 'expired';
  batch: 'in_use' | 'paused';
  sale: 'free' | 'required';
  valid: 'endless' | 'still' | 'over';
  audience: 'everyone' | 'member' | 'stranger' | 'of_status' | 'of_another' | 'of_none';
  linked: 'nothing' | 'plan' | 'price' | 'both';
  bought: 'nothing' | 'plan' | 'price' | 'other_plan' | 'other_price' | 'unknown_price';
  minimum: 'none' | 'met' | 'missed';
  budget: 'none' | 'enough' | 'spent';
};

const sound: World = {
  deleted: false,
  status: 'available',
  release: null,
  expiry: null,
  security: 'public',
  limit: 'none',
  perUser: 'any',
  code: 'available',
  batch: 'in_use',
  sale: 'free',
  valid: 'endless',
  audience: 'everyone',
  linked: 'nothing',
  bought: 'nothing',
  minimum: 'none',
  budget: 'none',
};

/** Builds that world and gives the request that is made in it. */
async function build(world: World) {
  const user = `u${crypto.randomUUID()}`;
  const perUser = { any: null, fresh: 1, used: 1, twice: 2, used_twice: 2 }[world.perUser];
  const coupon = await makeCoupon(test.db, { security: world.security, redemptionsPerUser: perUser });
  const isSold = world.code === 'sold' || world.code === 'voided' || world.valid !== 'endless';
  const issued = await makeCode(test.db, coupon.id, isSold ? { status: 'sold', soldAt: now } : {});
  const then = (seconds: number): Context => ({ ...ctx, now: () => new Date(now.getTime() - seconds * 1000) });
  const other = { code: issued.code, user: { id: 'other' }, amount };
  if (world.code === 'redeemed') await redeem(then(60), other);
  if (world.code === 'held') await redeem(then(1), { ...other, hold_seconds: 60 });
  if (world.code === 'expired') await redeem(then(60), { ...other, hold_seconds: 60 });
  const earlier = { any: 0, fresh: 0, used: 1, twice: 1, used_twice: 2 }[world.perUser];
  for (let nth = 0; nth < earlier; nth += 1) {
    const own = await makeCode(test.db, coupon.id);
    await redeem(then(60), { code: own.code, user: { id: user }, amount });
  }
  const hasPlan = world.linked === 'plan' || world.linked === 'both';
  const hasPrice = world.linked === 'price' || world.linked === 'both';
  const elsewhere = await makeCoupon(test.db);
  const plan = await linkNewGroup(test.db, hasPlan ? coupon.id : elsewhere.id);
  const [stranger, member] = [await linkNewGroup(test.db, elsewhere.id), await linkNewGroup(test.db, elsewhere.id)];
  const price = await makePrice(test.db, hasPrice ? coupon.id : elsewhere.id);
  const unlinked = await makePrice(test.db);

  const [counted] = await test.sql`select redemption_count as n, spent from coupons where id = ${coupon.id}`;
  const isExpired = world.code === 'expired';
  const used = Number(counted?.n) - (isExpired ? 1 : 0);
  const spent = Number(counted?.spent) - (isExpired ? amount / 4 : 0);
  // A limit cannot be below its counter, and is at least one: what cannot be used up stays open.
  const isFull = world.limit === 'used' && used > 0 && !isExpired;
  const limit = world.limit === 'none' ? null : isFull ? used : used + 5;
  const off = amount / 4;
  const budget = world.budget === 'none' ? null : Number(counted?.spent) + (world.budget === 'spent' ? off - 1 : off);
  const isSpent = budget !== null && spent + off > budget;
  const audience =
    { everyone: 'everyone', member: 'members', stranger: 'members' }[world.audience as 'member'] ?? 'lapsed';
  await test.sql`
    update coupons set max_redemptions = ${limit}, status = ${world.status}, budget = ${budget},
      release_at = ${world.release === null ? null : new Date(now.getTime() + world.release * day).toISOString()},
      expires_at = ${world.expiry === null ? null : new Date(now.getTime() + world.expiry * day + 1).toISOString()},
      deleted_at = ${world.deleted ? now.toISOString() : null}, requires_sale = ${world.sale === 'required'},
      minimum_amount = ${world.minimum === 'none' ? null : world.minimum === 'met' ? amount : amount + 1},
      audience = ${audience}, member_group_ids = ${audience === 'members' ? `{${member.id}}` : '{}'}::bigint[]
    where id = ${coupon.id}`;
  if (world.code === 'deleted') {
    await test.sql`
      update codes set status = 'deleted', deleted_at = ${now.toISOString()}, sold_at = null where id = ${issued.id}`;
  }
  if (world.code === 'voided') {
    await test.sql`update codes set status = 'voided', voided_at = ${now.toISOString()} where id = ${issued.id}`;
  }
  if (world.valid !== 'endless' && world.code !== 'deleted') {
    const end = new Date(now.getTime() + (world.valid === 'still' ? 1 : 0));
    await test.sql`update codes set valid_until = ${end.toISOString()} where id = ${issued.id}`;
  }
  if (world.batch === 'paused') {
    await test.sql`update code_batches set paused_at = ${now.toISOString()}
      where id = (select batch_id from codes where id = ${issued.id})`;
  }
  const isOwn = world.code === 'own';
  const wasSold = isSold && world.code !== 'deleted';
  const fits =
    world.bought !== 'unknown_price' &&
    (world.linked === 'nothing' || (hasPlan && world.bought === 'plan') || (hasPrice && world.bought === 'price'));
  const failing: [Rule, boolean][] = [
    ['exists', world.deleted],
    ['status', world.status === 'unavailable'],
    ['released', world.release === 1],
    ['not_expired', world.expiry === -1],
    ['security', world.security === 'restricted' && isOwn],
    ['code_state', ['redeemed', 'deleted', 'voided', 'held'].includes(world.code)],
    ['code_batch', world.batch === 'paused' && !isOwn],
    ['code_sold', world.sale === 'required' && !isOwn && !wasSold],
    ['code_valid', world.valid === 'over' && !isOwn && wasSold],
    ['limit', isFull],
    ['unique_user', ['used', 'used_twice'].includes(world.perUser)],
    ['audience', ['stranger', 'of_another', 'of_none'].includes(world.audience)],
    ['purchase', !fits],
    ['minimum_amount', world.minimum === 'missed'],
    ['budget', isSpent],
  ];
  const status = { of_status: 'lapsed', of_another: 'active' }[world.audience as 'of_status'] as 'lapsed' | undefined;
  const bought = {
    nothing: {},
    plan: { plan: plan.name.toUpperCase() },
    price: { tvod_price: price.id },
    other_plan: { plan: stranger.id },
    other_price: { tvod_price: unlinked.id },
    unknown_price: { tvod_price: 999_999_999 },
  }[world.bought];
  return {
    request: {
      code: isOwn ? coupon.code : issued.code,
      user: {
        id: user,
        groups: [world.audience === 'member' ? member.name : stranger.name],
        ...(status ? { status } : {}),
      },
      purchase: { ...bought, amount },
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
  { code: 'voided' },
  { code: 'held' },
  { batch: 'paused' },
  { sale: 'required' },
  { valid: 'over' },
  { limit: 'used', perUser: 'used' },
  { perUser: 'used' },
  { perUser: 'used_twice' },
  { audience: 'stranger' },
  { audience: 'of_another' },
  { audience: 'of_none' },
  { linked: 'both', bought: 'other_plan' },
  { linked: 'plan', bought: 'price' },
  { linked: 'price', bought: 'nothing' },
  { bought: 'unknown_price' },
  { minimum: 'missed' },
  { budget: 'spent' },
];

async function expectAgreement(world: World) {
  const { request, failing } = await build(world);
  const check = await checkRedemption(ctx, request);
  const failed = check.reasons.filter((reason) => !reason.passed).map((reason) => reason.rule);
  expect(failed, JSON.stringify(world)).toEqual(failing);
  expect(check.redeemable).toBe(failed.length === 0);
  expect(check.reasons.map(({ rule }) => rule)).toEqual(rules);
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

describe('check and redeem', () => {
  it.each<Partial<World>>([
    {},
    { code: 'expired' },
    { perUser: 'twice' },
    { audience: 'member' },
    { audience: 'of_status' },
    { linked: 'both', bought: 'plan' },
    { linked: 'both', bought: 'price' },
    { sale: 'required', code: 'sold', valid: 'still' },
    { minimum: 'met', budget: 'enough' },
  ])('pass %j', (world) => expectAgreement({ ...sound, ...world }));

  it.each(faults)('refuse %j', (fault) => expectAgreement({ ...sound, ...fault }));

  it('refuse every pair of faults, each with its own rule', async () => {
    for (const [index, one] of faults.entries()) {
      for (const other of faults.slice(index + 1)) {
        const world = { ...sound, ...one, ...other };
        if (isPossible(world)) await expectAgreement(world);
      }
    }
  }, 120_000);

  it('agree whatever the state of things', async () => {
    const world = fc.record<World>({
      deleted: fc.boolean(),
      status: fc.constantFrom('available', 'available', 'unavailable'),
      release: fc.constantFrom(null, -1, 0, 1),
      expiry: fc.constantFrom(null, 1, 1, -1),
      security: fc.constantFrom('public', 'restricted'),
      limit: fc.constantFrom('none', 'open', 'used'),
      perUser: fc.constantFrom('any', 'fresh', 'used', 'twice', 'used_twice'),
      code: fc.constantFrom('own', 'available', 'sold', 'redeemed', 'deleted', 'voided', 'held', 'expired'),
      batch: fc.constantFrom('in_use', 'in_use', 'paused'),
      sale: fc.constantFrom('free', 'required'),
      valid: fc.constantFrom('endless', 'still', 'over'),
      audience: fc.constantFrom('everyone', 'member', 'stranger', 'of_status', 'of_another', 'of_none'),
      linked: fc.constantFrom('nothing', 'plan', 'price', 'both'),
      bought: fc.constantFrom('nothing', 'plan', 'price', 'other_plan', 'other_price', 'unknown_price'),
      minimum: fc.constantFrom('none', 'met', 'missed'),
      budget: fc.constantFrom('none', 'enough', 'spent'),
    });
    await fc.assert(
      fc.asyncProperty(world.filter(isPossible), async (candidate) => {
        await expectAgreement(candidate);
      }),
      { numRuns: 120 },
    );
  }, 60_000);
});
