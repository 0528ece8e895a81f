import { beforeAll, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { findOperations } from './find-operations';
import { garbageFaults, type Samples } from './garbage-faults';

const operations = await findOperations('lib/domain/redemptions');

const coupon = 'WELCOME25';
const user = { id: 'user-4411', groups: ['Premium'] };
const firstRow = 1;
/** An input that the schema takes; `{}` for those that are not here. */
const samples: Samples = {
  bookCycle: { id: firstRow, number: 1 },
  checkPublicCoupon: { code: coupon },
  checkRedemption: { code: coupon, user },
  confirmRedemption: { id: firstRow },
  explainCode: { typed: coupon, userRef: null, groupIds: [], tvodPriceId: null },
  exportStatistics: { table: 'day', couponId: firstRow, days: 30 },
  getCouponStatistics: { couponId: firstRow },
  getRedemption: { id: firstRow },
  getRedemptionDetails: { id: firstRow },
  listSubscriptions: { couponId: firstRow },
  normalizeRedemptionSearch: { text: 'user-4411' },
  qualify: { user },
  recount: { repair: true },
  redeem: { code: coupon, user },
  replayCoupon: { id: firstRow, discount: 10 },
  replayLinks: { couponId: firstRow, kind: 'user_group', action: 'link', ids: [firstRow] },
  rollBackRedemption: { id: firstRow, reason: 'Payment failed' },
  rollUpCounters: { atOnce: 1 },
};

const test = openTestDatabase();
let system: Context;
beforeAll(async () => {
  const key = await makeKeyContext(test.db, ['redemptions:write']);
  await makeCoupon(test.db, { code: coupon });
  await redeem(key, { code: coupon, user: { id: 'first' } });
  // Holds every permission.
  system = systemContext(test.db, 'test');
});

it('has no sample of a use case that is gone', () => {
  expect(operations.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(samples)));
});

it.each(operations.map((operation) => [operation.name, operation] as const))(
  '%s refuses garbage that bypasses its types as what it is, and never fails',
  async (_, operation) => {
    expect(await garbageFaults(system, operation, samples)).toEqual([]);
  },
);
