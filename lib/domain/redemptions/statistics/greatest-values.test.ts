import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { couponFields } from '@/lib/core/entities/coupon';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { exportCoupons } from '@/lib/domain/coupons/coupons/export-coupons';
import { getCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { countCoupons, listCoupons } from '@/lib/domain/coupons/coupons/list-coupons';
import { createCouponInput } from '@/lib/domain/coupons/coupons/schemas';
import { checkRedemption } from '@/lib/domain/redemptions/redemptions/check-redemption';
import { listRedemptions } from '@/lib/domain/redemptions/redemptions/list-redemptions';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { exportStatistics } from './export-statistics';
import { getCouponStatistics } from './get-coupon-statistics';
import { getPeriodStatistics } from './get-period-statistics';
import { getToday } from './get-today';
import { listRunningOut } from './list-running-out';
import { recount } from './recount';
import { rollUpCounters } from './roll-up-counters';
import { statisticsTables } from './schemas';

const test = openTestDatabase({ max: 8 });
const people = prepared(async () => ({
  admin: await makeUserContext(test.db, 'admin'),
  platform: await makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']),
}));

/** Every number that a coupon holds, at its greatest; `cycles` and `discount` want others next to them. */
const greatest = Object.entries(couponFields).flatMap(([name, field]) =>
  'max' in field && typeof field.max === 'number' && field.kind !== 'text'
    ? [{ name, value: field.max, ...(name === 'cycles' ? { duration: 'repeating' } : {}) }]
    : [],
);

async function readAll(pages: AsyncIterable<unknown>): Promise<void> {
  for await (const page of pages) expect(page).toBeDefined();
}

async function readEverything(admin: Context<UserActor>, couponId: number): Promise<void> {
  const period = { days: 30 };
  await getToday(admin);
  await listRunningOut(admin, {});
  await getCoupon(admin, { id: couponId });
  await listCoupons(admin, {});
  await countCoupons(admin, {});
  await listRedemptions(admin, {});
  await getCouponStatistics(admin, { couponId });
  for (const asked of [{}, { couponId }]) {
    await getPeriodStatistics(admin, { ...period, ...asked });
    for (const table of statisticsTables) {
      const file = await exportStatistics(admin, { ...period, ...asked, table });
      await readAll(file.rows);
    }
  }
  const file = await exportCoupons(admin, {});
  await readAll(file.rows);
}

describe('a coupon whose number is the greatest that is taken', () => {
  it('is tried with each of them', () => {
    expect(greatest.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'maxRedemptions',
        'redemptionsPerUser',
        'redemptionsPerHour',
        'validDaysAfterSale',
        'budget',
      ]),
    );
  });

  it.each(greatest)('$name: Today, lists, statistics and exports read it', async ({ name, value, ...more }) => {
    const { admin, platform } = people;
    const off = name === 'amountOff' ? {} : { discount: 33.33 };
    const input = createCouponInput.parse({ code: `most-${name}`, duration: 'once', ...off, ...more, [name]: value });
    const coupon = await createCoupon(admin, input);
    const isMoney = ['amountOff', 'maximumOff', 'minimumAmount'].includes(name);
    const purchase = { amount: isMoney ? Number.MAX_SAFE_INTEGER : 100_000 };
    for (const id of ['one', 'two']) {
      const check = await checkRedemption(platform, { code: coupon.code, user: { id }, purchase });
      expect(check, JSON.stringify(check)).toMatchObject({ redeemable: true });
      await redeem(platform, { code: coupon.code, user: { id }, purchase });
    }
    await readEverything(admin, coupon.id);
    await rollUpCounters(systemContext(test.db, 'test'));
    await readEverything(admin, coupon.id);
    expect(await recount(systemContext(test.db, 'test'), {})).toMatchObject({ differing: 0 });
  });

  // Redeemed once ever so often, 300,000,000 are left for longer than a date can say.
  it.each([300_000_000, 2_000_000, 2_147_483_647])(
    '%i redemptions at a slow pace break nothing',
    async (maxRedemptions) => {
      const { admin, platform } = people;
      const coupon = await createCoupon(
        admin,
        createCouponInput.parse({ code: `slow-${maxRedemptions}`, duration: 'once', discount: 10, maxRedemptions }),
      );
      await redeem(platform, { code: coupon.code, user: { id: 'one' } });
      await readEverything(admin, coupon.id);
      expect(await getPeriodStatistics(admin, { days: 30, couponId: coupon.id })).toMatchObject({
        coupon: { runOut: { kind: 'distant' } },
      });
    },
  );
});
