import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { coupons } from '@/db/schema/coupons';
import { creditTransfers } from '@/db/schema/credits';
import { deliveries } from '@/db/schema/deliveries';
import { saleEvents, sales } from '@/db/schema/sales';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { getOwnBalance } from '@/lib/domain/sales/credits/get-balance';
import { topUpCredit } from '@/lib/domain/sales/credits/top-up-credit';
import { readSalePin } from '@/lib/domain/sales/pins/read-sale-pin';
import { setProductActive } from '@/lib/domain/sales/products/set-product-active';
import { updateProduct } from '@/lib/domain/sales/products/update-product';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { pauseSales } from './pause-sales';
import { sell } from './sell';
import { addCodes, makeBuyer, makeStock, order, type Stock, stockLeft } from './testing';

const database = openTestDatabase({ max: 10 });

const salesOf = (stock: Stock) => database.db.select().from(sales).where(eq(sales.productId, stock.product.id));

describe('a sale at the desk', () => {
  it('sells the oldest code once and keeps who, what and when', async () => {
    const stock = await makeStock(database.db, 3);
    const seller = await makeUserContext(database.db, 'support');
    const { sale, pin, repeated, creditAvailablePaisa } = await sell(seller, order(stock));
    expect(pin).toBe(stock.pins[0]);
    expect(sale).toMatchObject({ state: 'succeeded', amountPaisa: 200_000, sellerName: seller.actor.name });
    expect({ repeated, creditAvailablePaisa }).toEqual({ repeated: false, creditAvailablePaisa: null });
    expect(await readSalePin(database.db, sale.id)).toBe(pin);
    expect(await stockLeft(database.db, stock)).toBe(2);
    const [event] = await database.db.select().from(saleEvents).where(eq(saleEvents.saleId, sale.id));
    expect(event).toMatchObject({ state: 'succeeded', actorName: seller.actor.name });
    const [audit] = await database.db
      .select()
      .from(auditEvents)
      .where(and(eq(auditEvents.subjectKind, 'sale'), eq(auditEvents.subjectId, sale.id)));
    expect(audit).toMatchObject({ action: 'sale.succeeded', userId: seller.actor.id });
  });

  it('answers the same reference again with the sale that is there', async () => {
    const stock = await makeStock(database.db, 3);
    const seller = await makeUserContext(database.db, 'support');
    const input = order(stock);
    const first = await sell(seller, input);
    const again = await sell(seller, input);
    expect(again).toMatchObject({ sale: first.sale, repeated: true, pin: null });
    expect(await stockLeft(database.db, stock)).toBe(2);
  });

  it('refuses a reference of another seller or for another product', async () => {
    const [stock, other] = [await makeStock(database.db, 2), await makeStock(database.db, 2)];
    const seller = await makeUserContext(database.db, 'support');
    const colleague = await makeUserContext(database.db, 'admin');
    const input = order(stock);
    await sell(seller, input);
    await expect(sell(colleague, input)).rejects.toMatchObject({ reason: 'duplicate_reference' });
    const elsewhere = order(other, { reference: input.reference });
    await expect(sell(seller, elsewhere)).rejects.toMatchObject({ reason: 'duplicate_reference' });
    expect([await stockLeft(database.db, stock), await stockLeft(database.db, other)]).toEqual([1, 2]);
  });

  it('refuses a reference at another price or for another contact, and says that the page has sold something else', async () => {
    const stock = await makeStock(database.db, 5);
    const seller = await makeUserContext(database.db, 'support');
    const input = order(stock, { phone: '984-1000031', email: 'buyer@example.com' });
    const first = await sell(seller, input);
    const others = [
      { ...input, phone: '984-1000032' },
      { ...input, phone: '' },
      { ...input, email: 'other@example.com' },
      { ...input, email: '' },
      { ...input, expectedAmountPaisa: input.expectedAmountPaisa + 100 },
    ];
    for (const other of others) {
      await expect(sell(seller, other)).rejects.toMatchObject({
        reason: 'duplicate_reference',
        message: 'This page has already sold something else. Nothing was sold now.',
      });
    }
    const written = { ...input, phone: '+977 9841000031', email: ' Buyer@Example.com ' };
    expect(await sell(seller, written)).toMatchObject({ sale: { id: first.sale.id }, repeated: true });
    expect(await stockLeft(database.db, stock)).toBe(4);
  });

  it('queues a message to each contact in the same transaction', async () => {
    const stock = await makeStock(database.db, 1);
    const seller = await makeUserContext(database.db, 'support');
    const { sale } = await sell(seller, order(stock, { phone: '९८६-०८४८०४५', email: ' Buyer@Example.com ' }));
    expect(sale).toMatchObject({ phone: '+9779860848045', email: 'buyer@example.com' });
    const rows = await database.db.select().from(deliveries).where(eq(deliveries.saleId, sale.id));
    expect(rows.map((row) => [row.channel, row.recipient])).toEqual([
      ['sms', '+9779860848045'],
      ['email', 'buyer@example.com'],
    ]);
  });

  it('refuses a wrong contact in words and sells nothing', async () => {
    const stock = await makeStock(database.db, 1);
    const seller = await makeUserContext(database.db, 'support');
    const wrong = order(stock, { phone: '12345', email: 'nobody', reference: 'not/one' });
    await expect(sell(seller, wrong)).rejects.toMatchObject({
      fields: { phone: [expect.any(String)], email: [expect.any(String)], reference: [expect.any(String)] },
    });
    expect(await stockLeft(database.db, stock)).toBe(1);
  });

  it.each(['viewer'] as const)('is refused to a %s', async (role) => {
    const stock = await makeStock(database.db, 1);
    await expect(sell(await makeUserContext(database.db, role), order(stock))).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await salesOf(stock)).toEqual([]);
  });

  it('is refused to a key without the scope and to the system', async () => {
    const stock = await makeStock(database.db, 1);
    const key = await makeKeyContext(database.db, ['coupons:read', 'redemptions:write']);
    await expect(sell(key, order(stock))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(sell(systemContext(database.db, 'tests'), order(stock))).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a product that cannot be sold', () => {
  it('fails when it is sold out, and the reference is used up', async () => {
    const stock = await makeStock(database.db, 0);
    const seller = await makeUserContext(database.db, 'support');
    const input = order(stock);
    const failed = await sell(seller, input);
    expect(failed).toMatchObject({
      pin: null,
      sale: { state: 'failed', failureCode: '4000', failureReason: 'Out of stock', pinLastFour: null },
    });
    await addCodes(database.db, stock.couponId, 1);
    expect(await sell(seller, input)).toMatchObject({ repeated: true, sale: { id: failed.sale.id, state: 'failed' } });
    expect(await stockLeft(database.db, stock)).toBe(1);
  });

  it('fails when it is switched off', async () => {
    const stock = await makeStock(database.db, 1);
    await setProductActive(systemContext(database.db, 'tests'), { id: stock.product.id, active: false });
    const { sale } = await sell(await makeUserContext(database.db, 'support'), order(stock));
    expect(sale).toMatchObject({ state: 'failed', failureReason: 'Not on sale' });
    expect(await stockLeft(database.db, stock)).toBe(1);
  });

  it.each([
    ['deleted', { deletedAt: new Date() }],
    ['switched off', { status: 'unavailable' as const }],
    ['expired', { expiresAt: new Date(Date.now() - 1000) }],
    ['used up', { maxRedemptions: 1, redemptionCount: 1 }],
  ])('fails when its coupon is %s: the PIN could not be redeemed', async (_, coupon) => {
    const stock = await makeStock(database.db, 1);
    await database.db.update(coupons).set(coupon).where(eq(coupons.id, stock.couponId));
    const { sale } = await sell(await makeUserContext(database.db, 'support'), order(stock));
    expect(sale).toMatchObject({ state: 'failed', failureCode: '4000' });
    expect(await stockLeft(database.db, stock)).toBe(1);
  });

  it('refuses a price that changed, says the new one, and leaves the reference free', async () => {
    const stock = await makeStock(database.db, 1);
    const { id, name } = stock.product;
    await updateProduct(systemContext(database.db, 'tests'), { id, name, amountPaisa: 250_000 });
    const seller = await makeUserContext(database.db, 'support');
    const input = order(stock);
    await expect(sell(seller, input)).rejects.toMatchObject({
      reason: 'price_changed',
      details: { amountPaisa: 250_000 },
    });
    expect(await salesOf(stock)).toEqual([]);
    const sold = await sell(seller, { ...input, expectedAmountPaisa: 250_000 });
    expect(sold.sale).toMatchObject({ state: 'succeeded', amountPaisa: 250_000 });
  });

  it('refuses while selling is paused, and an unknown product', async () => {
    const stock = await makeStock(database.db, 1);
    const seller = await makeUserContext(database.db, 'support');
    const admin = await makeUserContext(database.db, 'admin');
    await pauseSales(admin, { paused: true });
    await expect(sell(seller, order(stock))).rejects.toMatchObject({ reason: 'sales_paused' });
    await pauseSales(admin, { paused: false });
    await expect(sell(seller, order(stock, { productId: 999_999 }))).rejects.toMatchObject({ code: 'not_found' });
    await expect(pauseSales(seller, { paused: true })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('an integrator', () => {
  it('pays with credit, and the transfer carries the sale', async () => {
    const stock = await makeStock(database.db, 2);
    const buyer = await makeBuyer(database.db, 500_000);
    const { sale, pin, creditAvailablePaisa } = await sell(buyer, order(stock));
    expect(pin).toBe(stock.pins[0]);
    expect(creditAvailablePaisa).toBe(300_000);
    expect(await getOwnBalance(buyer)).toEqual({ availablePaisa: 300_000, heldPaisa: 0, consumedPaisa: 200_000 });
    const [transfer] = await database.db.select().from(creditTransfers).where(eq(creditTransfers.saleId, sale.id));
    expect(transfer).toMatchObject({ kind: 'purchase', amountPaisa: 200_000 });
  });

  it('without enough credit is refused, and neither code nor reference is used', async () => {
    const stock = await makeStock(database.db, 1);
    const buyer = await makeBuyer(database.db, 199_999);
    const input = order(stock);
    await expect(sell(buyer, input)).rejects.toMatchObject({ reason: 'insufficient_credit' });
    expect(await salesOf(stock)).toEqual([]);
    expect(await stockLeft(database.db, stock)).toBe(1);
    const system = systemContext(database.db, 'tests');
    await topUpCredit(system, { integratorId: buyer.actor.integratorId, amountPaisa: 1, reason: 'test' });
    expect((await sell(buyer, input)).sale.state).toBe('succeeded');
  });

  it('without credit accounts is refused alike', async () => {
    const stock = await makeStock(database.db, 1);
    const buyer = await makeKeyContext(database.db, ['nettv:sell']);
    await expect(sell(buyer, order(stock))).rejects.toMatchObject({ reason: 'insufficient_credit' });
  });

  it('pays nothing for a sale that failed', async () => {
    const stock = await makeStock(database.db, 0);
    const buyer = await makeBuyer(database.db, 200_000);
    expect((await sell(buyer, order(stock))).sale.state).toBe('failed');
    expect((await getOwnBalance(buyer)).availablePaisa).toBe(200_000);
  });

  it('never uses a reference twice, and shares none with the desk or with others', async () => {
    const stock = await makeStock(database.db, 3);
    const [buyer, other] = [await makeBuyer(database.db, 1_000_000), await makeBuyer(database.db, 1_000_000)];
    const input = order(stock);
    await sell(buyer, input);
    await expect(sell(buyer, input)).rejects.toMatchObject({ reason: 'duplicate_reference' });
    expect((await sell(other, input)).repeated).toBe(false);
    expect((await sell(await makeUserContext(database.db, 'support'), input)).repeated).toBe(false);
    expect(await stockLeft(database.db, stock)).toBe(0);
  });
});
