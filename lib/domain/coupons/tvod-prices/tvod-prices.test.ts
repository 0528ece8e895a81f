import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { linkTvodPrice } from '@/lib/domain/coupons/coupons/link-tvod-price';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { checkRedemption } from '@/lib/domain/redemptions/redemptions/check-redemption';
import { listActivity } from '@/lib/platform/audit/list-activity';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import {
  archiveTvodPrice,
  createTvodPrice,
  getTvodPrice,
  listTvodPriceCoupons,
  listTvodPrices,
  restoreTvodPrice,
  updateTvodPrice,
} from './tvod-prices';

const missing = 999_999;
type TvodFields = Parameters<typeof createTvodPrice>[1];

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const support = prepared(() => makeUserContext(test.db, 'support'));
let serial = 0;

const make = (fields: Partial<TvodFields> = {}) =>
  createTvodPrice(admin, { name: `P${++serial}`, tvodType: 'rental', pricePaisa: 990, durationDays: 2, ...fields });

describe('a TVOD price', () => {
  it('changes only in the fields given, and its history says from what to what', async () => {
    const { id } = await make({ name: 'Aluguel' });
    expect(await updateTvodPrice(admin, { id, pricePaisa: 1500 })).toMatchObject({ pricePaisa: 1500, durationDays: 2 });
    await updateTvodPrice(admin, { id, pricePaisa: 1500 });
    const events = await listActivity(admin, { subjectKind: 'tvod_price', subjectId: id });
    expect(events.rows.map(({ action, data }) => [action, data])).toEqual([
      ['tvod_price.updated', { pricePaisa: { from: 990, to: 1500 } }],
      ['tvod_price.created', { name: 'Aluguel', tvodType: 'rental', pricePaisa: 990, durationDays: 2 }],
    ]);
  });

  it('loses its days when it becomes a purchase, and asks for them when it becomes a rental', async () => {
    const { id } = await make();
    expect(await updateTvodPrice(admin, { id, tvodType: 'purchase' })).toMatchObject({ durationDays: null });
    const days = { fields: { durationDays: [expect.stringContaining('for a rental')] } };
    await expect(updateTvodPrice(admin, { id, tvodType: 'rental' })).rejects.toMatchObject(days);
    await expect(updateTvodPrice(admin, { id, durationDays: 3 })).rejects.toMatchObject({
      fields: { durationDays: ['must be absent for a purchase'] },
    });
    const rental = { id, tvodType: 'rental', durationDays: 3 } as const;
    expect(await updateTvodPrice(admin, rental)).toMatchObject(rental);
  });

  it('names every wrong field at once', async () => {
    await make({ name: 'Twice' });
    await expect(make({ name: 'TWICE', durationDays: null })).rejects.toMatchObject({
      fields: { name: ['has already been taken'], durationDays: [expect.any(String)] },
    });
  });

  it('that is archived keeps restricting and can be bought, and comes back unless its name is taken', async () => {
    const price = await make({ name: 'Archive me' });
    const coupon = await createCoupon(admin, newCoupon());
    await linkTvodPrice(admin, { couponId: coupon.id, tvodPriceId: price.id });
    await archiveTvodPrice(admin, { id: price.id });
    await archiveTvodPrice(admin, { id: price.id });
    const listed = async (input = {}) => (await listTvodPrices(support, { name: 'archive me', ...input })).rows;
    expect(await listed()).toEqual([]);
    expect(await listed({ state: 'archived' })).toMatchObject([{ id: price.id, coupons: 1 }]);
    expect((await listTvodPriceCoupons(support, { id: price.id })).rows.map(({ id }) => id)).toEqual([coupon.id]);
    await expect(updateTvodPrice(admin, { id: price.id, pricePaisa: 1 })).rejects.toBeInstanceOf(Conflict);
    const eligible = async (tvod_price_id?: number) => {
      const input = { code: coupon.code, user: { id: 'u' }, ...(tvod_price_id ? { tvod_price_id } : {}) };
      return (await checkRedemption(admin, input)).reasons.find(({ rule }) => rule === 'purchase')?.passed;
    };
    expect(await eligible()).toBe(false);
    expect(await eligible(price.id)).toBe(true);

    const heir = await make({ name: 'archive ME' });
    await expect(restoreTvodPrice(admin, { id: price.id })).rejects.toMatchObject({
      fields: { name: ['has already been taken'] },
    });
    await archiveTvodPrice(admin, { id: heir.id });
    expect(await restoreTvodPrice(admin, { id: price.id })).toMatchObject({ archivedAt: null });
    expect(await getTvodPrice(support, { id: price.id })).toMatchObject({ archivedAt: null, coupons: 1 });
  });

  it('is not changed by support or a key that only reads, nor where there is none', async () => {
    const { id } = await make();
    const reader = await makeKeyContext(test.db, ['coupons:read']);
    for (const ctx of [support, reader]) {
      await expect(updateTvodPrice(ctx, { id, name: 'Mine' })).rejects.toBeInstanceOf(Forbidden);
      await expect(archiveTvodPrice(ctx, { id })).rejects.toBeInstanceOf(Forbidden);
      await expect(restoreTvodPrice(ctx, { id })).rejects.toBeInstanceOf(Forbidden);
    }
    await expect(updateTvodPrice(admin, { id: missing, name: 'X' })).rejects.toBeInstanceOf(NotFound);
    await expect(archiveTvodPrice(admin, { id: missing })).rejects.toBeInstanceOf(NotFound);
    await expect(restoreTvodPrice(admin, { id: missing })).rejects.toBeInstanceOf(NotFound);
    const writer = await makeKeyContext(test.db, ['coupons:write']);
    await expect(getTvodPrice(writer, { id })).rejects.toBeInstanceOf(Forbidden);
    await expect(listTvodPriceCoupons(writer, { id })).rejects.toBeInstanceOf(Forbidden);
  });
});
