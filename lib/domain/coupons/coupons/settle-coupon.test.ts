import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { couponProblems } from './coupon-problems';
import type { Coupon } from './coupon-row';
import { createCoupon } from './create-coupon';
import { getCoupon } from './get-coupon';
import { type CreateCouponInput, createCouponInput, type UpdateCouponInput } from './schemas';
import { updateCoupon } from './update-coupon';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
let serial = 0;

const make = (fields: Partial<CreateCouponInput> = {}): Promise<Coupon> =>
  createCoupon(admin, createCouponInput.parse({ code: `S${++serial}`, discount: 25, duration: 'once', ...fields }));
const change = ({ id }: Coupon, fields: Omit<UpdateCouponInput, 'id'>): Promise<Coupon> =>
  updateCoupon(admin, { id, ...fields });

describe('two fields that say the same', () => {
  it('follow the one that changes, also when the other is sent back as it was read', async () => {
    const coupon = await make({ maximumOff: 100 });
    const fixed = await change(coupon, { discount: 25, amountOff: 500, maximumOff: 100 });
    expect(fixed).toMatchObject({ discount: 0, amountOff: 500, maximumOff: null });
    expect(await change(fixed, { discount: 12.5, amountOff: 500 })).toMatchObject({ discount: 12.5, amountOff: null });

    const once = await change(coupon, { uniqueRedemption: true });
    expect(once).toMatchObject({ uniqueRedemption: true, redemptionsPerUser: 1 });
    const thrice = await change(once, { uniqueRedemption: true, redemptionsPerUser: 3 });
    expect(thrice).toMatchObject({ uniqueRedemption: false, redemptionsPerUser: 3 });
    expect(await change(thrice, { uniqueRedemption: false })).toMatchObject({ redemptionsPerUser: 3 });
    expect(await change(thrice, { uniqueRedemption: true })).toMatchObject({ redemptionsPerUser: 1 });
    expect(await change(thrice, { uniqueRedemption: false })).toMatchObject({ redemptionsPerUser: null });
    expect(await make({ redemptionsPerUser: 1 })).toMatchObject({ uniqueRedemption: true });

    const [group] = await test.sql`insert into user_groups (name) values ('Gold') returning id`;
    const memberGroupIds = [Number(group?.id)];
    const members = await change(coupon, { audience: 'members', memberGroupIds });
    expect(members).toMatchObject({ audience: 'members', memberGroupIds });
    expect(await change(members, { audience: 'new', memberGroupIds })).toMatchObject({ memberGroupIds: [] });
  });

  it('are refused when both change and contradict each other, and when neither says anything', async () => {
    const coupon = await make();
    const refusals: [Omit<UpdateCouponInput, 'id'>, Record<string, string[]>][] = [
      [{ discount: 10, amountOff: 500 }, { amountOff: [couponProblems.amountAndDiscount] }],
      [{ discount: 0 }, { discount: [couponProblems.discountMissing] }],
      [{ amountOff: 500, maximumOff: 100 }, { maximumOff: [couponProblems.capUnused] }],
      [{ uniqueRedemption: true, redemptionsPerUser: 2 }, { redemptionsPerUser: [couponProblems.perUserUnique] }],
      [{ audience: 'members' }, { memberGroupIds: [couponProblems.memberGroupsMissing] }],
      [{ memberGroupIds: [1] }, { memberGroupIds: [couponProblems.memberGroupsUnused] }],
      [{ audience: 'members', memberGroupIds: [999_999] }, { memberGroupIds: [couponProblems.memberGroupsUnknown] }],
    ];
    for (const [fields, refusal] of refusals) {
      await expect(change(coupon, fields), JSON.stringify(fields)).rejects.toMatchObject({ fields: refusal });
    }
    const odd = { code: 'ODD', discount: 12.345, duration: 'once' as const };
    await expect(createCoupon(admin, odd)).rejects.toMatchObject({ fields: { discount: [couponProblems.discount] } });
    expect(await getCoupon(admin, { id: coupon.id })).toMatchObject({ version: 1, discount: 25 });
  });
});

it('is kept in step with what the version before writes', async () => {
  const [{ id = 0 } = {}] = await test.db.execute<{ id: number }>(
    sql`insert into coupons (code, discount, duration, unique_redemption) values ('BEFORE', 40, 'once', true)
      returning id::int`,
  );
  const read = () => getCoupon(admin, { id });
  expect(await read()).toMatchObject({ discount: 40, uniqueRedemption: true, redemptionsPerUser: 1 });
  await test.sql`update coupons set discount = 30, unique_redemption = false where id = ${id}`;
  expect(await read()).toMatchObject({ discount: 30, redemptionsPerUser: null });
  await updateCoupon(admin, { id, amountOff: 500 });
  await test.sql`update coupons set discount = 20 where id = ${id}`;
  expect(await read()).toMatchObject({ discount: 20, amountOff: null });
  await updateCoupon(admin, { id, discount: 12.5 });
  expect(await test.sql`select discount from coupons where id = ${id}`).toMatchObject([{ discount: 12 }]);
});
