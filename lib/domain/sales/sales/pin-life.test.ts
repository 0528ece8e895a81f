import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { coupons } from '@/db/schema/coupons';
import { openTestDatabase } from '@/db/testing';
import { fillMessage } from '@/lib/adapters/messaging/fill-message';
import { listCodes } from '@/lib/domain/coupons/codes/list-codes';
import { checkRedemption } from '@/lib/domain/redemptions/redemptions/check-redemption';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { composeMessage } from '@/lib/domain/sales/deliveries/compose-message';
import { createProduct } from '@/lib/domain/sales/products/create-product';
import { findProduct } from '@/lib/domain/sales/products/list-products';
import { getSale } from '@/lib/domain/sales/sales/get-sale';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { updateSettings } from '@/lib/platform/settings/update-settings';
import { prepared } from '@/test/prepared';
import { sell } from './sell';
import { addCodes, makeStock, order } from './testing';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));

const at = (instant: string) => ({ ...admin, now: () => new Date(instant) });

describe('a sold code', () => {
  it('ends with day N after its sale in the zone of the settings, and says so in its sale and its message', async () => {
    const stock = await makeStock(test.db, 3, { coupon: { validDaysAfterSale: 30 } });
    // 18:14 UTC is 23:59 in Kathmandu, and a minute later the next day.
    const { sale } = await sell(at('2026-11-28T18:14:00Z'), order(stock));
    expect(sale.validUntil).toBe('2026-12-28T18:15:00.000Z');
    const { sale: next } = await sell(at('2026-11-28T18:15:00Z'), order(stock));
    expect(next.validUntil).toBe('2026-12-29T18:15:00.000Z');
    expect(await getSale(admin, { saleId: sale.id })).toMatchObject({ validUntil: sale.validUntil });
    const { template, facts } = await composeMessage(test.db, { saleId: sale.id, channel: 'sms', pin: 'PIN' });
    expect(facts.valid_until).toBe('28 Dec 2026');
    expect(fillMessage(template, facts).text).toContain('28 Dec 2026');
  });

  it('says its end in every check and refusal, whichever rule refuses', async () => {
    const stock = await makeStock(test.db, 1, { coupon: { validDaysAfterSale: 30, minimumAmount: 100_000 } });
    const { sale, pin } = await sell(at('2026-11-28T06:00:00Z'), order(stock));
    const ctx = at('2026-11-29T06:00:00Z');
    const attempt = { code: pin ?? '', user: { id: '4411' }, purchase: { amount: 99_999 } };
    const check = await checkRedemption(ctx, attempt);
    expect(check.reasons.filter(({ passed }) => !passed).map(({ code }) => code)).toEqual(['amount_too_small']);
    expect([check.validUntil, sale.validUntil]).toEqual(Array(2).fill('2026-12-28T18:15:00.000Z'));
    await expect(redeem(ctx, attempt)).rejects.toMatchObject({
      reason: 'amount_too_small',
      details: { valid_until: sale.validUntil },
    });
  });

  it.each([365, null])(
    'ends with its coupon where that is earlier than %s days, on every screen and in every answer',
    async (days) => {
      const ends = '2026-12-31T18:15:00.000Z';
      const coupon = { validDaysAfterSale: days, expiresAt: new Date(ends) };
      const stock = await makeStock(test.db, 2, { coupon });
      const { sale, pin } = await sell(at('2026-12-01T06:00:00Z'), order(stock));
      expect(sale.validUntil).toBe(ends);
      expect(await getSale(admin, { saleId: sale.id })).toMatchObject({ validUntil: ends });
      const { facts } = await composeMessage(test.db, { saleId: sale.id, channel: 'sms', pin: 'PIN' });
      expect(facts.valid_until).toBe('31 Dec 2026');
      const rows = await listCodes(admin, { couponId: stock.couponId });
      expect(rows.rows.map(({ validUntil }) => validUntil?.toISOString()).toSorted()).toEqual([ends, undefined]);
      const attempt = { code: pin ?? '', user: { id: '4411' } };
      expect((await checkRedemption(at('2026-12-02T06:00:00Z'), attempt)).validUntil).toBe(ends);
      await expect(redeem(at(ends), attempt)).rejects.toMatchObject({
        reason: 'coupon_expired',
        details: { valid_until: ends },
      });
      // As redeeming has it: moving the coupon's end moves it for what is sold.
      const later = new Date('2027-02-01T18:15:00Z');
      await test.db.update(coupons).set({ expiresAt: later }).where(eq(coupons.id, stock.couponId));
      expect(await getSale(admin, { saleId: sale.id })).toMatchObject({ validUntil: later.toISOString() });
    },
  );

  it('keeps its end when the coupon or the zone changes later, and has none without a number of days', async () => {
    const stock = await makeStock(test.db, 2, { coupon: { validDaysAfterSale: 1 } });
    const { sale } = await sell(at('2026-11-28T06:00:00Z'), order(stock));
    await test.db.update(coupons).set({ validDaysAfterSale: null }).where(eq(coupons.id, stock.couponId));
    await updateSettings(admin, { companyName: 'Coupon Desk', timeZone: 'UTC' });
    expect(await getSale(admin, { saleId: sale.id })).toMatchObject({ validUntil: '2026-11-29T18:15:00.000Z' });
    const { sale: endless } = await sell(admin, order(stock));
    expect(endless.validUntil).toBeNull();
    const { facts } = await composeMessage(test.db, { saleId: endless.id, channel: 'sms', pin: 'PIN' });
    expect(facts.valid_until).toBe('no end');
  });
});

describe('a product', () => {
  it('makes the codes of its coupon dead until they are sold, unless that is switched off', async () => {
    const stock = await makeStock(test.db, 0);
    const readCoupon = async (id: number) => {
      const [row] = await test.db.select().from(coupons).where(eq(coupons.id, id));
      return row;
    };
    expect(await readCoupon(stock.couponId)).toMatchObject({ requiresSale: true, version: 2 });
    const [free] = await test.db.insert(coupons).values({ code: 'FREE', discount: 10, duration: 'once' }).returning();
    const couponId = free?.id ?? 0;
    await addCodes(test.db, couponId, 1);
    const product = { name: 'Free', value: 'free', amountPaisa: 100, couponId };
    await createProduct(admin, { ...product, requiresSale: false });
    expect(await readCoupon(couponId)).toMatchObject({ requiresSale: false, version: 1 });
  });

  it('says what its PIN is worth: the cap, what it pays for, and whether that is without bounds', async () => {
    const stock = await makeStock(test.db, 0);
    const worthOf = async () => (await findProduct(admin, { id: stock.product.id }))?.worth;
    expect(await worthOf()).toMatchObject({ discount: 100, maximumOff: null, covers: [], isUnbounded: true });
    await test.db.update(coupons).set({ maximumOff: 50_000 }).where(eq(coupons.id, stock.couponId));
    expect(await worthOf()).toMatchObject({ maximumOff: 50_000, isUnbounded: false });
    await test.db.update(coupons).set({ maximumOff: null }).where(eq(coupons.id, stock.couponId));
    await test.sql`with made as (insert into user_groups (name) values ('Premium') returning id)
      insert into coupon_user_groups (coupon_id, user_group_id) select ${stock.couponId}, id from made`;
    expect(await worthOf()).toMatchObject({ covers: ['Premium'], isUnbounded: false });
  });
});
