import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Forbidden, Invalid, NotFound } from '@/lib/core/errors';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { rollBackRedemption } from '@/lib/domain/redemptions/redemptions/roll-back-redemption';
import { linkNewGroup, makeCodes, makeCoupon, makePrice } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { getPeriodStatistics } from './get-period-statistics';
import { rollUpCounters } from './roll-up-counters';
import { runOut } from './run-out';

const test = openTestDatabase();
const viewer = prepared(() => makeUserContext(test.db, 'viewer'));
const platform = prepared(() => makeKeyContext(test.db, ['redemptions:write', 'redemptions:read']));

const at = (instant: string): Context => ({ ...platform, now: () => new Date(instant) });
const seenAt = (instant: string): Context => ({ ...viewer, now: () => new Date(instant) });
const now = '2026-11-10T06:00:00Z';

it('counts days, hours, groups, prices, users and discounts of a period next to the one before, rolled up or not', async () => {
  const coupon = await makeCoupon(test.db, { discount: 10, maxRedemptions: 12 });
  await makeCodes(test.db, coupon.id, 3);
  const group = await linkNewGroup(test.db, coupon.id);
  const price = await makePrice(test.db, coupon.id);
  const take = (instant: string, id: string, extra = {}) =>
    redeem(at(instant), { code: coupon.code, user: { id, groups: [group.id] }, ...extra });
  // 18:15 UTC is midnight in Kathmandu: the first of these is still of the 2nd.
  await take('2026-11-02T18:14:59Z', 'a', { amount: 1000 });
  await take('2026-11-02T18:15:00Z', 'a', { tvod_price_id: price.id });
  await take('2026-11-05T04:30:00Z', 'b', { amount: 999 });
  const back = await take('2026-11-05T04:31:00Z', 'c', { amount: 500 });
  await take('2026-11-09T19:00:00Z', 'd');
  await rollBackRedemption(platform, { id: back.id, reason: 'test' });

  const ask = () => getPeriodStatistics(seenAt(now), { couponId: coupon.id, from: '2026-11-03', to: '2026-11-10' });
  const pending = await ask();
  expect(pending).toMatchObject({
    timeZone: 'Asia/Kathmandu',
    period: {
      from: '2026-11-03',
      to: '2026-11-10',
      days: 8,
      before: { from: '2026-10-26', to: '2026-11-02', days: 8 },
    },
    counted: { redemptions: 3, discountPaisa: 9_900 + 99, newUsers: 2 },
    before: { redemptions: 1, discountPaisa: 100, newUsers: 1 },
    byUserGroup: [
      { id: group.id, name: group.name, redemptions: 2, discountPaisa: 99 },
      { id: 0, name: null, redemptions: 1, discountPaisa: 9_900 },
    ],
    byTvodPrice: [
      { id: price.id, name: price.name, redemptions: 1, discountPaisa: 9_900 },
      { id: 0, name: null, redemptions: 2, discountPaisa: 99 },
    ],
    uniqueUsers: 3,
    codes: { available: 3, sold: 0, redeemed: 0, voided: 0, deleted: 0 },
    coupon: { remaining: 8 },
  });
  expect(pending.byDay).toHaveLength(8);
  expect(pending.byDay.filter(({ redemptions }) => redemptions > 0).map(({ day }) => day)).toEqual([
    '2026-11-03',
    '2026-11-05',
    '2026-11-10',
  ]);
  expect(pending.byHour.flatMap(({ hour, redemptions }) => (redemptions > 0 ? [hour] : []))).toEqual([0, 10]);
  await rollUpCounters(systemContext(test.db, 'test'));
  expect(await ask()).toEqual(pending);
});

it('answers for all coupons: the sum of the coupons, and each user once', async () => {
  const [one, other] = [await makeCoupon(test.db), await makeCoupon(test.db)];
  const ask = () => getPeriodStatistics(seenAt('2027-03-10T06:00:00Z'), { days: 7 });
  const before = await ask();
  for (const { code } of [one, other, one]) await redeem(at('2027-03-08T06:00:00Z'), { code, user: { id: 'same' } });
  const after = await ask();
  expect(after.counted).toMatchObject({ redemptions: 3, newUsers: 1 });
  expect(after.uniqueUsers).toBe(before.uniqueUsers + 1);
  expect(after).toMatchObject({ coupon: null, byTvodPrice: [{ id: 0, redemptions: 3 }] });
});

it('adds up over whole days and the quarters at both ends as it does over quarters alone', async () => {
  const coupon = await makeCoupon(test.db);
  const price = await makePrice(test.db);
  await test.db.execute(sql`
    insert into redemptions (coupon_id, user_ref, unique_user, discount, tvod_price_id, confirmed_at, created_at)
    select ${coupon.id}, 'u' || n % 7, false, 10, ${price.id}, t, t
    from generate_series(0, 400) n, lateral (select timestamptz '2026-01-01T00:07:00Z' + n * interval '7 hours 13 minutes' as t) x`);
  await rollUpCounters(systemContext(test.db, 'test'));
  for (const [from, to] of [
    ['2026-01-02', '2026-04-20'],
    ['2026-02-03', '2026-02-03'],
    ['2026-02-03', '2026-02-04'],
  ] as const) {
    const { counted, byTvodPrice } = await getPeriodStatistics(seenAt(now), { couponId: coupon.id, from, to });
    expect(byTvodPrice).toMatchObject([{ id: price.id, redemptions: counted.redemptions }]);
    expect(counted.redemptions).toBeGreaterThan(0);
  }
});

it('says when the last one goes at the rate of the last 14 days', async () => {
  const then = new Date('2026-11-10T00:00:00Z');
  const use = { remaining: 10, codesLeft: null, recent: 7, sinceFirst: 100, expiresAt: null };
  expect(runOut(use, then)).toEqual({ kind: 'on', at: '2026-11-30T00:00:00.000Z', expiresFirst: false });
  expect(runOut({ ...use, expiresAt: new Date('2026-11-20') }, then)).toMatchObject({ expiresFirst: true });
  expect(runOut({ ...use, remaining: null }, then)).toEqual({ kind: 'unlimited' });
  expect(runOut({ ...use, codesLeft: 0 }, then)).toEqual({ kind: 'out' });
  expect(runOut({ ...use, recent: 0 }, then)).toEqual({ kind: 'unused' });
  expect(runOut({ ...use, remaining: 10_000 }, then)).toEqual({ kind: 'distant' });

  // A coupon that takes issued codes only runs out of codes, and one of two days has a rate of those two.
  const coupon = await makeCoupon(test.db, { security: 'restricted' });
  const [first, second] = await makeCodes(test.db, coupon.id, 6);
  await redeem(at('2026-11-08T06:00:00Z'), { code: first?.code ?? '', user: { id: 'a' } });
  await redeem(at('2026-11-09T06:00:00Z'), { code: second?.code ?? '', user: { id: 'b' } });
  const { coupon: found } = await getPeriodStatistics(seenAt(now), { couponId: coupon.id });
  expect(found).toEqual({
    remaining: null,
    runOut: { kind: 'on', at: '2026-11-14T06:00:00.000Z', expiresFirst: false },
  });
});

it('refuses actors that cannot read coupons, coupons that never existed, and impossible periods', async () => {
  await expect(getPeriodStatistics(platform, {})).rejects.toThrow(Forbidden);
  await expect(getPeriodStatistics(viewer, { couponId: 999_999 })).rejects.toThrow(NotFound);
  await expect(getPeriodStatistics(viewer, { from: '2026-11-03' })).rejects.toThrow(Invalid);
  await expect(getPeriodStatistics(viewer, { from: '2026-11-03', to: '2026-11-02' })).rejects.toThrow(Invalid);
  await expect(getPeriodStatistics(viewer, { from: '2020-11-03', to: '2026-11-02' })).rejects.toThrow(Invalid);
});
