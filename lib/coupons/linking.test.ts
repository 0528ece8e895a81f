import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { makeUserContext } from '@/lib/auth/testing';
import type { Context } from '@/lib/context';
import { Forbidden, Invalid, NotFound } from '@/lib/errors';
import { createTvodPrice } from '@/lib/tvod-prices/create-tvod-price';
import { listTvodPrices } from '@/lib/tvod-prices/list-tvod-prices';
import { createUserGroup } from '@/lib/user-groups/create-user-group';
import { listUserGroups } from '@/lib/user-groups/list-user-groups';
import { createCoupon } from './create-coupon';
import { linkTvodPrice, unlinkTvodPrice } from './link-tvod-price';
import { linkUserGroup, unlinkUserGroup } from './link-user-group';
import { newCoupon } from './testing';

let test: TestDatabase;
let admin: Context;
let support: Context;

beforeAll(async () => {
  test = await createTestDatabase();
  admin = await makeUserContext(test.db, 'admin');
  support = await makeUserContext(test.db, 'support');
});
afterAll(() => test.close());

describe('user groups of a coupon', () => {
  it('come linked first, can be linked twice, and unlinked twice', async () => {
    const { id: couponId } = await createCoupon(admin, newCoupon());
    for (const name of ['Annual', 'Basic', 'Premium']) await createUserGroup(admin, { name });
    const premium = (await listUserGroups(admin, { name: 'prem' })).rows[0];
    const userGroupId = premium?.id ?? 0;
    await linkUserGroup(admin, { couponId, userGroupId });
    await linkUserGroup(admin, { couponId, userGroupId });
    const named = async () => (await listUserGroups(admin, { couponId })).rows.map((row) => [row.name, row.linked]);
    expect(await named()).toEqual([
      ['Premium', true],
      ['Annual', false],
      ['Basic', false],
    ]);
    expect((await listUserGroups(admin, { couponId, linkedOnly: true })).rows).toHaveLength(1);
    await unlinkUserGroup(admin, { couponId, userGroupId });
    await unlinkUserGroup(admin, { couponId, userGroupId });
    expect((await named()).map(([, linked]) => linked)).toEqual([false, false, false]);
  });

  it('are walked by cursor with the linked ones first', async () => {
    const { id: couponId } = await createCoupon(admin, newCoupon());
    const groups = (await listUserGroups(admin)).rows;
    await linkUserGroup(admin, { couponId, userGroupId: groups[2]?.id ?? 0 });
    const first = await listUserGroups(admin, { couponId, perPage: 2 });
    const second = await listUserGroups(admin, { couponId, perPage: 2, after: first.next ?? '' });
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual([groups[2]?.id, groups[0]?.id, groups[1]?.id]);
  });

  it('have a name of their own', async () => {
    await createUserGroup(admin, { name: 'Twice' });
    await expect(createUserGroup(admin, { name: 'TWICE' })).rejects.toBeInstanceOf(Invalid);
  });

  it('are not made nor linked by support, and not linked where one of the two is missing', async () => {
    await expect(createUserGroup(support, { name: 'Mine' })).rejects.toBeInstanceOf(Forbidden);
    const { id: couponId } = await createCoupon(admin, newCoupon());
    const { id: userGroupId } = await createUserGroup(admin, { name: 'Guarded' });
    await expect(linkUserGroup(support, { couponId, userGroupId })).rejects.toBeInstanceOf(Forbidden);
    await expect(unlinkUserGroup(support, { couponId, userGroupId })).rejects.toBeInstanceOf(Forbidden);
    await expect(linkUserGroup(admin, { couponId, userGroupId: 999_999 })).rejects.toBeInstanceOf(NotFound);
    await expect(linkUserGroup(admin, { couponId: 999_999, userGroupId })).rejects.toBeInstanceOf(NotFound);
  });
});

describe('TVOD prices of a coupon', () => {
  it('are linked and unlinked', async () => {
    const { id: couponId } = await createCoupon(admin, newCoupon());
    const rental = { name: 'Aluguel', tvodType: 'rental', pricePaisa: 990, durationDays: 2 } as const;
    const price = await createTvodPrice(admin, rental);
    expect(price).toMatchObject(rental);
    const link = { couponId, tvodPriceId: price.id };
    await linkTvodPrice(admin, link);
    expect((await listTvodPrices(admin, { couponId, name: 'ALU' })).rows).toEqual([
      { ...price, coupons: 1, linked: true },
    ]);
    await unlinkTvodPrice(admin, link);
    expect((await listTvodPrices(admin, { couponId, linkedOnly: true })).rows).toEqual([]);
    await expect(linkTvodPrice(support, link)).rejects.toBeInstanceOf(Forbidden);
    await expect(unlinkTvodPrice(support, link)).rejects.toBeInstanceOf(Forbidden);
  });

  it('say how long a rental lasts, and a purchase does not end', async () => {
    const make = (tvodType: 'rental' | 'purchase', durationDays: number | null) =>
      createTvodPrice(admin, { name: `${tvodType} ${durationDays}`, tvodType, pricePaisa: 0, durationDays });
    await expect(make('rental', null)).rejects.toBeInstanceOf(Invalid);
    await expect(make('purchase', 2)).rejects.toBeInstanceOf(Invalid);
    expect(await make('purchase', null)).toMatchObject({ durationDays: null });
    await expect(createTvodPrice(support, { ...rentalOf('x') })).rejects.toBeInstanceOf(Forbidden);
  });
});

const rentalOf = (name: string) => ({ name, tvodType: 'rental' as const, pricePaisa: 100, durationDays: 1 });
