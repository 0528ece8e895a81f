import { afterAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Conflict, type Invalid } from '@/lib/core/errors';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { checkRedemption } from './check-redemption';
import { redeem } from './redeem';
import { findInconsistencies, linkNewGroup, makeCoupon, makePrice } from './testing';

const test = openTestDatabase();
const ctx = prepared(() => makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']));

afterAll(async () => {
  expect(await findInconsistencies(test.db)).toEqual([]);
});

const user = { id: 'u' };

describe('what a coupon pays for', () => {
  it('is any one of its plans and TVOD prices, and the reason names what is covered and what was bought', async () => {
    const coupon = await makeCoupon(test.db);
    const premium = await linkNewGroup(test.db, coupon.id);
    const film = await makePrice(test.db, coupon.id);
    const basic = await linkNewGroup(test.db, (await makeCoupon(test.db)).id);
    const ask = (purchase: object) => ({ code: coupon.code, user, purchase });
    for (const plan of [premium.id, `${premium.id}-premium`, premium.name.toUpperCase()]) {
      expect(await redeem(ctx, ask({ plan }))).toMatchObject({ planId: premium.id, tvodPriceId: null });
    }
    expect(await redeem(ctx, ask({ tvod_price: film.id }))).toMatchObject({ planId: null, tvodPriceId: film.id });
    const refused = await redeem(ctx, ask({ plan: basic.name })).catch((error: Conflict) => error);
    expect(refused).toMatchObject({
      reason: 'purchase_not_covered',
      message: `The coupon is only for ${premium.name} or ${film.name}, and this is a purchase of ${basic.name}.`,
      details: { reasons: [{ rule: 'purchase', expected: [premium.name, film.name], actual: basic.name }] },
    });
    const unsaid = await checkRedemption(ctx, ask({ amount: 100 }));
    expect(unsaid.reasons.filter(({ passed }) => !passed)).toMatchObject([{ code: 'purchase_needed' }]);
  });

  it('is named by the groups of a request that says nothing of a purchase, as all did before', async () => {
    const coupon = await makeCoupon(test.db);
    const premium = await linkNewGroup(test.db, coupon.id);
    const film = await makePrice(test.db, coupon.id);
    const other = await makePrice(test.db);
    const member = { id: 'u', groups: [premium.name] };
    const fits = async (more: object) =>
      (await checkRedemption(ctx, { code: coupon.code, user: member, ...more })).redeemable;
    expect(await fits({})).toBe(true);
    expect(await fits({ amount: 100, subscription_id: 's' })).toBe(true);
    expect(await fits({ tvod_price_id: film.id })).toBe(true);
    // What is said of the purchase counts alone.
    expect(await fits({ tvod_price_id: other.id })).toBe(false);
    expect(await fits({ purchase: { amount: 100 } })).toBe(false);
  });

  it('is anything where nothing is linked, also a plan that we do not know', async () => {
    const coupon = await makeCoupon(test.db);
    expect((await checkRedemption(ctx, { code: coupon.code, user, purchase: { plan: 'Gold' } })).redeemable).toBe(true);
  });

  it('is said once: a plan and a price exclude each other, and an alias that says otherwise is refused', async () => {
    const price = await makePrice(test.db);
    const coupon = await makeCoupon(test.db);
    const ask = (more: object) => checkRedemption(ctx, { code: coupon.code, user, ...more });
    const fieldsOf = async (more: object) =>
      ask(more).then(
        () => [],
        (error: Invalid) => Object.keys(error.fields),
      );
    expect(await fieldsOf({ purchase: { plan: 'Gold', tvod_price: price.id } })).toEqual(['purchase.plan']);
    expect(await fieldsOf({ purchase: { plan: 'Gold' }, tvod_price_id: price.id })).toEqual(['tvod_price_id']);
    expect(await fieldsOf({ purchase: { amount: 1 }, amount: 2 })).toEqual(['amount']);
    expect(await fieldsOf({ purchase: { reference: 'a' }, subscription_id: 'b' })).toEqual(['subscription_id']);
    expect((await ask({ purchase: { amount: 1, reference: '7' }, amount: 1, subscription_id: 7 })).redeemable).toBe(
      true,
    );
  });

  it('reads the same under its names of before, for an Idempotency-Key too', async () => {
    const coupon = await makeCoupon(test.db);
    const price = await makePrice(test.db);
    const flat = { code: coupon.code, user, tvod_price_id: price.id, amount: 100, subscription_id: 's' };
    const first = await redeem(ctx, { ...flat, idempotencyKey: 'one' });
    const purchase = { tvod_price: price.id, amount: 100, reference: 's' };
    const again = await redeem(ctx, { code: coupon.code, user, purchase, idempotencyKey: 'one' });
    expect(again).toEqual({ ...first, replayed: true });
    const renewed = { code: coupon.code, user, purchase: { ...purchase, renewal: true }, idempotencyKey: 'one' };
    await expect(redeem(ctx, renewed)).rejects.toMatchObject({ reason: 'idempotency_key_reused' });
  });
});

describe('what comes off', () => {
  const most = Number.MAX_SAFE_INTEGER;

  it.each([
    [{ discount: 12.5 }, 999, { percent: 12.5, amountOff: null, off: 124, due: 875, cappedBy: null }],
    [{ discount: 0.01 }, 9_999, { percent: 0.01, off: 0, due: 9_999 }],
    [{ discount: 33.33 }, most, { off: 3_002_099_511_605_172, due: most - 3_002_099_511_605_172 }],
    [{ discount: 100 }, most, { off: most, due: 0, cappedBy: null }],
    [{ discount: 100, maximumOff: 50_000 }, 2_000_000, { off: 50_000, due: 1_950_000, cappedBy: 'maximum_off' }],
    [{ discount: 100, maximumOff: 50_000 }, 50_000, { off: 50_000, due: 0, cappedBy: null }],
    [{ discount: 100, maximumOff: 50_000 }, 30_000, { off: 30_000, due: 0, cappedBy: null }],
    [{ discount: 0, amountOff: 200_000 }, 300_000, { percent: 0, amountOff: 200_000, off: 200_000, due: 100_000 }],
    [{ discount: 0, amountOff: 200_000 }, 150_000, { off: 150_000, due: 0, cappedBy: 'amount' }],
    [{ discount: 0, amountOff: 1 }, 0, { off: 0, due: 0, cappedBy: 'amount' }],
  ])('by %j of %i is %j, on check and on redeem', async (terms, amount, wanted) => {
    const coupon = await makeCoupon(test.db, terms);
    const ask = { code: coupon.code, user, purchase: { amount } };
    expect((await checkRedemption(ctx, ask)).discount).toMatchObject({ ...wanted, missing: [] });
    expect(await redeem(ctx, ask)).toMatchObject({ amount, amountOff: wanted.off });
  });

  it('is not said without an amount, and what is missing is', async () => {
    const coupon = await makeCoupon(test.db, { discount: 0, amountOff: 100, minimumAmount: 1_000 });
    const { discount, reasons } = await checkRedemption(ctx, { code: coupon.code, user });
    expect(discount).toMatchObject({ amountOff: 100, off: null, due: null, missing: ['purchase.amount'] });
    expect(reasons.filter(({ passed }) => !passed)).toMatchObject([{ rule: 'minimum_amount', code: 'amount_needed' }]);
    const small = await redeem(ctx, { code: coupon.code, user, purchase: { amount: 999 } }).catch((error) => error);
    expect(small).toBeInstanceOf(Conflict);
    expect(small.message).toBe('The coupon is for purchases of Rs\u00a010 or more, and this one is Rs\u00a09.99.');
  });
});

describe('who can use a coupon', () => {
  it('is said by user.status, and an unknown one is a reason of its own', async () => {
    const coupon = await makeCoupon(test.db, { audience: 'new' });
    const reasonOf = async (status?: 'new' | 'active' | 'lapsed') => {
      const asked = { code: coupon.code, user: { id: 'u', ...(status ? { status } : {}) } };
      const { reasons } = await checkRedemption(ctx, asked);
      return reasons.find(({ rule }) => rule === 'audience');
    };
    expect(await reasonOf('new')).toMatchObject({ passed: true });
    expect(await reasonOf('lapsed')).toMatchObject({ code: 'user_status_not_eligible', actual: 'lapsed' });
    expect(await reasonOf()).toMatchObject({ code: 'user_status_needed', actual: null });
  });
});
