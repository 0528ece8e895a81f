import { and, asc, eq, inArray } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { codes } from '@/db/schema/coupons';
import { deliveries } from '@/db/schema/deliveries';
import { sales } from '@/db/schema/sales';
import { securityAlerts } from '@/db/schema/security';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { CodesUnavailable, readTaken, takeReadable } from '@/lib/domain/coupons/codes/set-aside';
import { readBalance } from '@/lib/domain/sales/credits/get-balance';
import { sendDelivery } from '@/lib/domain/sales/deliveries/send-delivery';
import { makeSale, queueDeliveries } from '@/lib/domain/sales/deliveries/testing';
import { getSale } from '@/lib/domain/sales/sales/get-sale';
import { listSales } from '@/lib/domain/sales/sales/list-sales';
import { replaceSalePin } from '@/lib/domain/sales/sales/replace-pin';
import { sell } from '@/lib/domain/sales/sales/sell';
import { addCodes, makeBuyer, makeStock, order } from '@/lib/domain/sales/sales/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { revealSalePin } from './reveal-sale-pin';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));

/** What its key does not open. */
const altered = Buffer.alloc(64);

describe('a PIN that cannot be decrypted', () => {
  it('is reported by its sale alone, which is listed with the others and shown', async () => {
    const { saleId } = await makeSale(test.db, admin.actor.id);
    const other = await makeSale(test.db, admin.actor.id);
    await test.db.update(sales).set({ pinSealed: altered }).where(eq(sales.id, saleId));
    await expect(revealSalePin(admin, { saleId })).rejects.toMatchObject({
      code: 'conflict',
      reason: 'unreadable',
      message: `The PIN of sale ${saleId} cannot be decrypted with the keys of this desk.`,
    });
    expect(await revealSalePin(admin, { saleId: other.saleId })).toEqual({ pin: other.pin });
    expect(await getSale(admin, { saleId })).toMatchObject({ id: saleId, state: 'succeeded' });
    const { rows } = await listSales(admin, {});
    expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining([saleId, other.saleId]));
  });

  it('is not sent, and its message says why instead of being tried forever', async () => {
    const { saleId } = await makeSale(test.db, admin.actor.id);
    await test.db.update(sales).set({ pinSealed: altered }).where(eq(sales.id, saleId));
    await queueDeliveries(admin, { saleId, phone: '+9779860848045', email: null });
    const [delivery] = await test.db.select().from(deliveries).where(eq(deliveries.saleId, saleId));
    const deliveryId = delivery?.id ?? 0;
    await sendDelivery(systemContext(test.db, 'tests'), { deliveryId, attempt: 1 });
    const [after] = await test.db.select().from(deliveries).where(eq(deliveries.id, deliveryId));
    expect(after).toMatchObject({ state: 'failed', error: 'pin_unreadable', attempts: 0 });
  });
});

describe('a code that cannot be decrypted', () => {
  const inOrder = (couponId: number) =>
    test.db.select().from(codes).where(eq(codes.couponId, couponId)).orderBy(asc(codes.id));
  const alter = async (couponId: number, ...places: number[]) => {
    const rows = await inOrder(couponId);
    const ids = places.map((place) => rows[place]?.id ?? 0);
    await test.db.update(codes).set({ sealed: altered }).where(inArray(codes.id, ids));
  };
  const statuses = async (couponId: number) => (await inOrder(couponId)).map(({ status }) => status);

  it('is not sold: it is set aside, which is recorded and needs attention, and the next one is', async () => {
    const stock = await makeStock(test.db, 4);
    await alter(stock.couponId, 0, 2);
    const { sale, pin } = await sell(admin, order(stock));
    expect([sale.state, pin]).toEqual(['succeeded', stock.pins[1]]);
    expect(await statuses(stock.couponId)).toEqual(['deleted', 'sold', 'deleted', 'available']);
    const alerts = await test.db.select().from(securityAlerts).where(eq(securityAlerts.kind, 'unreadable_codes'));
    expect(alerts).toMatchObject([{ count: 2, seenAt: null }]);
    const audits = and(eq(auditEvents.action, 'codes.deleted'), eq(auditEvents.subjectId, stock.couponId));
    const why = { changed: 2, reason: 'cannot be decrypted' };
    expect(await test.db.select().from(auditEvents).where(audits)).toMatchObject([{ data: why }]);
    expect(await test.db.$count(sales, eq(sales.productId, stock.product.id))).toBe(1);
  });

  it('costs an integrator nothing: the last of a stock is sold out, as it would be without it', async () => {
    const stock = await makeStock(test.db, 2);
    await alter(stock.couponId, 0, 1);
    const buyer = await makeBuyer(test.db, 10_000_000);
    const { integratorId } = buyer.actor;
    const before = await readBalance(test.db, integratorId);
    const { sale, pin } = await sell(buyer, order(stock));
    expect([sale.state, sale.failureReason, pin]).toEqual(['failed', 'Out of stock', null]);
    expect(await readBalance(test.db, integratorId)).toEqual(before);
    expect(await statuses(stock.couponId)).toEqual(['deleted', 'deleted']);
  });

  it('is sold to none of many who buy at once, alone or with a contact', async () => {
    const stock = await makeStock(test.db, 30);
    await alter(stock.couponId, ...Array.from({ length: 15 }, (_, place) => place * 2));
    const buyer = await makeBuyer(test.db, 100_000_000);
    const buys = Array.from({ length: 20 }, (_, place) =>
      place % 2 === 0
        ? sell(buyer, order(stock))
        : sell(admin, order(stock, { email: `many-${place}@example.com`, despiteSaleId: 1_000_000 })),
    );
    const sold = (await Promise.all(buys)).filter(({ sale }) => sale.state === 'succeeded');
    const readable = stock.pins.filter((_, place) => place % 2 === 1);
    expect(sold.map(({ pin }) => pin).sort()).toEqual(readable.sort());
    expect((await readBalance(test.db, buyer.actor.integratorId)).availablePaisa).toBe(
      100_000_000 - sold.reduce((sum, { creditConsumedPaisa }) => sum + (creditConsumedPaisa ?? 0), 0),
    );
  });

  it('is set aside with few others at a time, and one alert counts them all until somebody has seen it', async () => {
    const stock = await makeStock(test.db, 122);
    await alter(stock.couponId, ...Array.from({ length: 120 }, (_, place) => place));
    const buyer = await makeBuyer(test.db, 100_000_000);
    // As often as buyers would: a slow machine may refuse one while it sets codes aside.
    let pin: string | null = null;
    while (pin === null) {
      pin = await sell(buyer, order(stock)).then(
        (sold) => sold.pin,
        (error: unknown) => {
          if (error instanceof CodesUnavailable) return null;
          throw error;
        },
      );
    }
    expect(pin).toBe(stock.pins[120]);
    const ofCoupon = and(eq(auditEvents.action, 'codes.deleted'), eq(auditEvents.subjectId, stock.couponId));
    const audits = await test.db.select().from(auditEvents).where(ofCoupon);
    const sizes = audits.map(({ data }) => (data as { changed: number }).changed);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(51);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(120);
    const filter = { coupon: String(stock.couponId) };
    const alerts = () =>
      test.db.select().from(securityAlerts).where(eq(securityAlerts.filter, filter)).orderBy(asc(securityAlerts.id));
    expect(await alerts()).toMatchObject([{ count: 120, seenAt: null }]);
    await test.db.update(securityAlerts).set({ seenAt: new Date() }).where(eq(securityAlerts.filter, filter));
    await alter(stock.couponId, 121);
    await sell(buyer, order(stock));
    expect(await alerts()).toMatchObject([{ count: 120 }, { count: 1, seenAt: null }]);
  });

  it('refuses its buyer once its time is up, and what it set aside until then stays so', async () => {
    const stock = await makeStock(test.db, 60);
    const rows = await inOrder(stock.couponId);
    await alter(stock.couponId, ...rows.keys());
    const taken = async () => {
      const [code] = (await inOrder(stock.couponId)).filter(({ status }) => status === 'available');
      return readTaken(code ? [{ ...code, codeId: code.id }] : []);
    };
    const late = () => takeReadable(test.db, new Date(), taken, 0);
    await expect(late()).rejects.toMatchObject({ code: 'unavailable', couponIds: [stock.couponId] });
    expect((await statuses(stock.couponId)).filter((status) => status === 'available')).toHaveLength(10);
    await expect(late()).rejects.toBeInstanceOf(CodesUnavailable);
    expect(await late()).toEqual([]);
  });

  it('replaces no PIN: the next one does, and none when there is none', async () => {
    const stock = await makeStock(test.db, 3);
    const { sale } = await sell(admin, order(stock));
    await alter(stock.couponId, 1);
    await replaceSalePin(admin, { saleId: sale.id, reason: 'Read out wrong' });
    expect(await revealSalePin(admin, { saleId: sale.id })).toEqual({ pin: stock.pins[2] });
    expect(await statuses(stock.couponId)).toEqual(['voided', 'deleted', 'sold']);
    await addCodes(test.db, stock.couponId, 1);
    await alter(stock.couponId, 3);
    const again = replaceSalePin(admin, { saleId: sale.id, reason: 'Read out wrong' });
    await expect(again).rejects.toMatchObject({ reason: 'sold_out' });
    expect(await statuses(stock.couponId)).toEqual(['voided', 'deleted', 'sold', 'deleted']);
  });
});

describe('a code whose key this process does not have', () => {
  const missing = 77;
  const withoutKey = (couponId: number) =>
    test.db.update(codes).set({ sealingKeyId: missing }).where(eq(codes.couponId, couponId));
  const statuses = async (couponId: number) =>
    (await test.db.select().from(codes).where(eq(codes.couponId, couponId)).orderBy(asc(codes.id))).map(
      ({ status }) => status,
    );

  it('is neither sold nor set aside: nothing is charged, and the same purchase is good once the key is there', async () => {
    const stock = await makeStock(test.db, 2);
    const buyer = await makeBuyer(test.db, 10_000_000);
    const before = await readBalance(test.db, buyer.actor.integratorId);
    const [{ sealingKeyId } = { sealingKeyId: 0 }] = await test.db
      .select()
      .from(codes)
      .where(eq(codes.couponId, stock.couponId));
    await withoutKey(stock.couponId);
    const purchase = order(stock);
    await expect(sell(buyer, purchase)).rejects.toMatchObject({ code: 'unavailable', status: 503 });
    expect(await statuses(stock.couponId)).toEqual(['available', 'available']);
    expect(await readBalance(test.db, buyer.actor.integratorId)).toEqual(before);
    expect(await test.db.$count(sales, eq(sales.productId, stock.product.id))).toBe(0);
    await test.db.update(codes).set({ sealingKeyId }).where(eq(codes.couponId, stock.couponId));
    expect(await sell(buyer, purchase)).toMatchObject({ sale: { state: 'succeeded' }, pin: stock.pins[0] });
  });

  it('keeps no buyer of another product out who comes at the same moment', async () => {
    const [stock, other] = [await makeStock(test.db, 5), await makeStock(test.db, 5)];
    await withoutKey(stock.couponId);
    const buyer = await makeBuyer(test.db, 100_000_000);
    const bought = await Promise.allSettled(
      Array.from({ length: 10 }, (_, place) => sell(buyer, order(place % 2 === 0 ? stock : other))),
    );
    expect(bought.map(({ status }) => status)).toEqual(
      Array.from({ length: 10 }, (_, place) => (place % 2 === 0 ? 'rejected' : 'fulfilled')),
    );
    expect(await statuses(stock.couponId)).toEqual(Array(5).fill('available'));
    expect(await statuses(other.couponId)).toEqual(Array(5).fill('sold'));
  });

  it('replaces no PIN, and neither is deleted', async () => {
    const stock = await makeStock(test.db, 2);
    const { sale } = await sell(admin, order(stock));
    await withoutKey(stock.couponId);
    const replaced = replaceSalePin(admin, { saleId: sale.id, reason: 'Read out wrong' });
    await expect(replaced).rejects.toMatchObject({ code: 'unavailable' });
    expect(await statuses(stock.couponId)).toEqual(['sold', 'available']);
  });

  it('is not shown, and its message waits for the key', async () => {
    const { saleId } = await makeSale(test.db, admin.actor.id);
    await test.db.update(sales).set({ pinSealingKeyId: missing }).where(eq(sales.id, saleId));
    await expect(revealSalePin(admin, { saleId })).rejects.toMatchObject({ code: 'unavailable' });
    await queueDeliveries(admin, { saleId, phone: '+9779860848045', email: null });
    const ofSale = eq(deliveries.saleId, saleId);
    const [delivery] = await test.db.select().from(deliveries).where(ofSale);
    const sent = sendDelivery(systemContext(test.db, 'tests'), { deliveryId: delivery?.id ?? 0, attempt: 1 });
    await expect(sent).rejects.toMatchObject({ code: 'unavailable' });
    expect(await test.db.select().from(deliveries).where(ofSale)).toMatchObject([{ state: 'queued', attempts: 0 }]);
  });
});
