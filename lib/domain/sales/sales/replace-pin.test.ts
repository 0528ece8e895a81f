import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { codes } from '@/db/schema/coupons';
import { deliveries } from '@/db/schema/deliveries';
import { saleEvents, sales } from '@/db/schema/sales';
import { openTestDatabase } from '@/db/testing';
import { setCustomerMessages } from '@/lib/domain/access/integrators/set-customer-messages';
import { getOwnBalance } from '@/lib/domain/sales/credits/get-balance';
import { readSalePin } from '@/lib/domain/sales/pins/read-sale-pin';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { normalizeSaleSearch } from './normalize-sale-search';
import { replaceSalePin } from './replace-pin';
import { sell } from './sell';
import { makeBuyer, makeStock, order, stockLeft, times } from './testing';
import { voidSale } from './void-sale';

const test = openTestDatabase({ max: 4 });
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const seller = prepared(() => makeUserContext(test.db, 'support'));

const reason = 'Read out wrong';
const statuses = async (couponId: number) =>
  (
    await test.db.select({ status: codes.status }).from(codes).where(eq(codes.couponId, couponId)).orderBy(codes.id)
  ).map(({ status }) => status);

it('gives the same sale another code that is valid as long, and sends it; the old one is dead and finds its sale', async () => {
  const stock = await makeStock(test.db, 3, { coupon: { validDaysAfterSale: 30 } });
  const contact = { phone: '984-1000081', email: 'one@example.com' };
  const { sale, pin } = await sell(seller, order(stock, contact));
  await replaceSalePin(seller, { saleId: sale.id, reason });
  const now = await readSalePin(test.db, sale.id);
  expect(stock.pins.indexOf(now ?? '')).toBe(1);
  expect(await statuses(stock.couponId)).toEqual(['voided', 'sold', 'available']);
  const [row] = await test.db
    .select({ state: sales.state, pinLastFour: sales.pinLastFour, unseen: sales.unseen, until: codes.validUntil })
    .from(sales)
    .innerJoin(codes, eq(codes.id, sales.codeId))
    .where(eq(sales.id, sale.id));
  expect(row).toEqual({
    state: 'succeeded',
    pinLastFour: now?.slice(-4),
    unseen: true,
    until: new Date(sale.validUntil ?? 0),
  });
  const events = await test.db.select().from(saleEvents).where(eq(saleEvents.saleId, sale.id)).orderBy(saleEvents.id);
  expect(events.at(-1)).toMatchObject({ note: `The PIN was replaced: ${reason}`, actorName: seller.actor.name });
  const sent = await test.db.select().from(deliveries).where(eq(deliveries.saleId, sale.id)).orderBy(deliveries.id);
  expect(sent.map(({ state, error }) => [state, error])).toEqual([
    ['failed', 'superseded'],
    ['failed', 'superseded'],
    ['queued', null],
    ['queued', null],
  ]);
  for (const text of [pin ?? '', now ?? '']) {
    expect(await normalizeSaleSearch(admin, { text })).toEqual({ search: `#${sale.id}`, by: 'secret' });
  }
});

it.each([true, false])('is sent for an integrator that leaves its messages to the desk alone (%s)', async (sent) => {
  const stock = await makeStock(test.db, 2);
  const buyer = await makeBuyer(test.db, 200_000);
  await setCustomerMessages(admin, { id: buyer.actor.integratorId, sent });
  const { sale } = await sell(buyer, order(stock, { phone: '984-1000082' }));
  await replaceSalePin(admin, { saleId: sale.id, reason });
  const messages = await test.db.select().from(deliveries).where(eq(deliveries.saleId, sale.id)).orderBy(deliveries.id);
  expect(messages.map(({ state }) => state)).toEqual(sent ? ['failed', 'queued'] : []);
});

it('moves no credit, and keeps the old PIN when no other is left', async () => {
  const stock = await makeStock(test.db, 2);
  const buyer = await makeBuyer(test.db, 200_000);
  const { sale, pin } = await sell(buyer, order(stock));
  await replaceSalePin(admin, { saleId: sale.id, reason });
  expect(await getOwnBalance(buyer)).toMatchObject({ availablePaisa: 0, consumedPaisa: 200_000 });
  const second = await readSalePin(test.db, sale.id);
  expect(second).not.toBe(pin);
  await expect(replaceSalePin(admin, { saleId: sale.id, reason })).rejects.toMatchObject({ reason: 'sold_out' });
  expect(await readSalePin(test.db, sale.id)).toBe(second);
  expect(await statuses(stock.couponId)).toEqual(['voided', 'sold']);
  await voidSale(admin, { saleId: sale.id, reason });
  expect(await statuses(stock.couponId)).toEqual(['voided', 'voided']);
  await expect(replaceSalePin(admin, { saleId: sale.id, reason })).rejects.toMatchObject({ reason: 'wrong_state' });
});

it('is for those who can void the sale, and for no used PIN', async () => {
  const stock = await makeStock(test.db, 3);
  const { sale } = await sell(seller, order(stock));
  for (const role of ['support', 'viewer'] as const) {
    const other = await makeUserContext(test.db, role);
    await expect(replaceSalePin(other, { saleId: sale.id, reason })).rejects.toMatchObject({ code: 'forbidden' });
  }
  await test.sql`update codes set status = 'redeemed', redeemed_at = now() where coupon_id = ${stock.couponId} and status = 'sold'`;
  await expect(replaceSalePin(admin, { saleId: sale.id, reason })).rejects.toMatchObject({ reason: 'pin_used' });
  expect(await stockLeft(test.db, stock)).toBe(2);
});

it('gives no code twice while others buy the last ones', async () => {
  const stock = await makeStock(test.db, 6);
  const made = await times(2, () => sell(admin, order(stock)));
  const ids = made.flatMap((one) => (one.status === 'fulfilled' ? [one.value.sale.id] : []));
  await times(8, async (index) => {
    const saleId = ids[index % 4];
    return saleId ? replaceSalePin(admin, { saleId, reason }) : sell(admin, order(stock));
  });
  const sold = await test.db.select({ codeId: sales.codeId }).from(sales).where(eq(sales.productId, stock.product.id));
  const current = sold.flatMap(({ codeId }) => codeId ?? []);
  const all = await statuses(stock.couponId);
  expect(new Set(current).size).toBe(current.length);
  expect(all.filter((status) => status === 'sold')).toHaveLength(current.length);
  expect(all.filter((status) => status === 'available')).toEqual([]);
});
