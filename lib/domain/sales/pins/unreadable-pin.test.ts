import { and, asc, eq, inArray } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { codes } from '@/db/schema/coupons';
import { deliveries } from '@/db/schema/deliveries';
import { sales } from '@/db/schema/sales';
import { securityAlerts } from '@/db/schema/security';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
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

/** What no key opens, as of an altered row or a key that is gone. */
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
