import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { couponTvodPrices, couponUserGroups } from '@/db/schema/coupon-links';
import { coupons } from '@/db/schema/coupons';
import { userGroups } from '@/db/schema/directories';
import { openTestDatabase } from '@/db/testing';
import { Forbidden, NotFound } from '@/lib/core/errors';
import { createTvodPrice } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { createCoupon } from './create-coupon';
import { deleteCoupon } from './delete-coupon';
import { duplicateCoupon } from './duplicate-coupon';
import { linkTvodPrice } from './link-tvod-price';
import { linkUserGroup } from './link-user-group';
import { newCoupon } from './testing';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
let sourceId: number;
let groupIds: number[];
let priceId: number;

beforeAll(async () => {
  sourceId = (await createCoupon(admin, newCoupon({ code: 'SOURCE' }))).id;
  groupIds = [];
  for (const name of ['Premium', 'Staff']) {
    const { id } = await createUserGroup(admin, { name });
    await linkUserGroup(admin, { couponId: sourceId, userGroupId: id });
    groupIds.push(id);
  }
  const price = { name: 'Rental', tvodType: 'rental', pricePaisa: 9900, durationDays: 2 } as const;
  priceId = (await createTvodPrice(admin, price)).id;
  await linkTvodPrice(admin, { couponId: sourceId, tvodPriceId: priceId });
});

const linksOf = async (couponId: number) => {
  const groups = await test.db.select().from(couponUserGroups).where(eq(couponUserGroups.couponId, couponId));
  const prices = await test.db.select().from(couponTvodPrices).where(eq(couponTvodPrices.couponId, couponId));
  return { groups: groups.map(({ userGroupId }) => userGroupId).sort(), prices: prices.map((row) => row.tvodPriceId) };
};

describe('copying a coupon', () => {
  it('makes one of its own fields that is linked as the other is', async () => {
    const copy = await duplicateCoupon(admin, { ...newCoupon({ code: 'COPY', discount: 77 }), sourceId });
    expect(copy).toMatchObject({ code: 'COPY', discount: 77, redemptions: 0, version: 1 });
    expect(await linksOf(copy.id)).toEqual({ groups: groupIds, prices: [priceId] });
    expect(await linksOf(sourceId)).toEqual({ groups: groupIds, prices: [priceId] });
  });

  it('keeps an archived group, so that the copy is not open to everyone', async () => {
    const [only] = groupIds;
    const narrow = await createCoupon(admin, newCoupon());
    await linkUserGroup(admin, { couponId: narrow.id, userGroupId: only ?? 0 });
    await test.db
      .update(userGroups)
      .set({ archivedAt: new Date() })
      .where(eq(userGroups.id, only ?? 0));
    const copy = await duplicateCoupon(admin, { ...newCoupon(), sourceId: narrow.id });
    expect((await linksOf(copy.id)).groups).toEqual([only]);
    await test.db
      .update(userGroups)
      .set({ archivedAt: null })
      .where(eq(userGroups.id, only ?? 0));
  });

  it('copies a deleted one, under its code again', async () => {
    const { id } = await createCoupon(admin, newCoupon({ code: 'GONE' }));
    await deleteCoupon(admin, { id });
    expect((await duplicateCoupon(admin, { ...newCoupon({ code: 'GONE' }), sourceId: id })).code).toBe('GONE');
  });

  it('refuses a taken code and leaves nothing behind', async () => {
    const before = await test.db.$count(coupons);
    await expect(duplicateCoupon(admin, { ...newCoupon({ code: 'source' }), sourceId })).rejects.toMatchObject({
      fields: { code: ['has already been taken'] },
    });
    await expect(duplicateCoupon(admin, { ...newCoupon(), sourceId: 999_999 })).rejects.toBeInstanceOf(NotFound);
    expect(await test.db.$count(coupons)).toBe(before);
  });

  it('is refused to support and to a key without the scope', async () => {
    for (const ctx of [await makeUserContext(test.db, 'support'), await makeKeyContext(test.db, ['coupons:read'])]) {
      await expect(duplicateCoupon(ctx, { ...newCoupon(), sourceId })).rejects.toBeInstanceOf(Forbidden);
    }
  });
});
