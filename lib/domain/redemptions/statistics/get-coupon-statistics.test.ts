import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Forbidden, NotFound } from '@/lib/core/errors';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { makeCodes, makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { Context } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { getCouponStatistics } from './get-coupon-statistics';

const test = openTestDatabase();
const viewer = prepared(() => makeUserContext(test.db, 'viewer'));
const platform = prepared(() => makeKeyContext(test.db, ['redemptions:write']));

const at = (instant: string): Context => ({ ...platform, now: () => new Date(instant) });

it('counts redemptions, users, codes and days in the zone of the settings', async () => {
  const coupon = await makeCoupon(test.db, { maxRedemptions: 10 });
  const [used, ...rest] = await makeCodes(test.db, coupon.id, 5);
  const [sold, deleted] = rest;
  await test.db.execute(sql`update codes set status = 'sold', sold_at = now() where id = ${sold?.id ?? 0}`);
  await test.db.execute(sql`update codes set status = 'deleted', deleted_at = now() where id = ${deleted?.id ?? 0}`);
  // 18:14 UTC is still the same day in Kathmandu (UTC+5:45); 18:15 is the next.
  await redeem(at('2026-11-02T18:14:00Z'), { code: coupon.code, user: { id: 'a' } });
  await redeem(at('2026-11-02T18:15:00Z'), { code: used?.code ?? '', user: { id: 'a' } });
  await redeem(at('2026-11-03T10:00:00Z'), { code: coupon.code, user: { id: 'b' } });

  expect(await getCouponStatistics(viewer, { couponId: coupon.id })).toEqual({
    redemptions: 3,
    uniqueUsers: 2,
    codes: { available: 2, redeemed: 1, sold: 1, voided: 0, deleted: 1 },
    remaining: 7,
    firstRedeemedAt: '2026-11-02T18:14:00.000Z',
    lastRedeemedAt: '2026-11-03T10:00:00.000Z',
    byDay: [
      { day: '2026-11-02', redemptions: 1 },
      { day: '2026-11-03', redemptions: 2 },
    ],
    timeZone: 'Asia/Kathmandu',
  });
});

it('leaves holds out of the count and takes live ones off what remains', async () => {
  const coupon = await makeCoupon(test.db, { maxRedemptions: 3 });
  await redeem(at('2026-11-03T10:00:00Z'), { code: coupon.code, user: { id: 'a' }, hold_seconds: 60 });
  const asked = async (instant: string) =>
    getCouponStatistics({ ...viewer, now: () => new Date(instant) }, { couponId: coupon.id });
  expect(await asked('2026-11-03T10:00:59Z')).toMatchObject({ redemptions: 0, remaining: 2 });
  expect(await asked('2026-11-03T10:01:00Z')).toMatchObject({ redemptions: 0, remaining: 3 });
});

it('is empty for an unused coupon without a limit, and knows deleted ones', async () => {
  const coupon = await makeCoupon(test.db, { deletedAt: new Date() });
  expect(await getCouponStatistics(viewer, { couponId: coupon.id })).toMatchObject({
    redemptions: 0,
    uniqueUsers: 0,
    remaining: null,
    firstRedeemedAt: null,
    lastRedeemedAt: null,
    byDay: [],
  });
});

it('refuses a key without coupons:read, and does not know what never was', async () => {
  const coupon = await makeCoupon(test.db);
  await expect(getCouponStatistics(platform, { couponId: coupon.id })).rejects.toThrow(Forbidden);
  await expect(getCouponStatistics(viewer, { couponId: 999_999 })).rejects.toThrow(NotFound);
});

it('lists the days of a period up to today, and the other figures of all time', async () => {
  const coupon = await makeCoupon(test.db);
  for (const instant of ['2026-10-01T10:00:00Z', '2026-11-02T18:10:00Z', '2026-11-02T18:15:00Z']) {
    await redeem(at(instant), { code: coupon.code, user: { id: instant } });
  }
  // 18:20 UTC is the 3rd in Kathmandu, so two days up to then begin with the 2nd.
  const then = { ...viewer, now: () => new Date('2026-11-02T18:20:00Z') };
  expect(await getCouponStatistics(then, { couponId: coupon.id, lastDays: 2 })).toMatchObject({
    redemptions: 3,
    firstRedeemedAt: '2026-10-01T10:00:00.000Z',
    byDay: [
      { day: '2026-11-02', redemptions: 1 },
      { day: '2026-11-03', redemptions: 1 },
    ],
  });
});
