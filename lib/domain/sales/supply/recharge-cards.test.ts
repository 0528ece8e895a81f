import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { products } from '@/db/schema/products';
import { fillMessage } from '@/lib/adapters/messaging/fill-message';
import { type RechargeMethod, rechargeCards } from '@/lib/core/entities/recharge-card';
import { Forbidden, Invalid } from '@/lib/core/errors';
import { composeMessage } from '@/lib/domain/sales/deliveries/compose-message';
import { findDamagedPin } from '@/lib/domain/sales/pins/find-damaged-pin';
import { findProduct, listProducts } from '@/lib/domain/sales/products/list-products';
import { setProductActive } from '@/lib/domain/sales/products/set-product-active';
import { printReceipt } from '@/lib/domain/sales/receipts/print-receipt';
import { followUpSales } from '@/lib/domain/sales/sales/follow-up-sales';
import { enterSalePin } from '@/lib/domain/sales/sales/resolve-sale';
import type { SellInput } from '@/lib/domain/sales/sales/schemas';
import { sell } from '@/lib/domain/sales/sales/sell';
import { provideKhaltiDesk } from '@/lib/domain/sales/sales/testing';
import { voidSale } from '@/lib/domain/sales/sales/void-sale';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { compareBooks } from './compare-books';
import { listRechargeCards } from './list-recharge-cards';
import { sellRechargeCard } from './sell-recharge-card';
import { syncSupplier } from './sync-supplier';

const desk = provideKhaltiDesk();
const despiteSaleId = Number.MAX_SAFE_INTEGER;

async function orderCard(method: RechargeMethod, rupees: number, more: Partial<SellInput> = {}): Promise<SellInput> {
  const amountPaisa = rupees * 100;
  const { id: productId } = await sellRechargeCard(desk.admin, { method, amountPaisa });
  return desk.order({ productId, expectedAmountPaisa: amountPaisa, despiteSaleId, ...more });
}
const compare = () =>
  compareBooks(desk.admin, {
    from: new Date(desk.clock.now - 48 * 3_600_000),
    until: new Date(desk.clock.now + 3_600_000),
  });

describe('a recharge card', () => {
  it('is not on sale until an admin switches it on, whatever Khalti’s list says', async () => {
    await syncSupplier(desk.admin);
    const cards = await listRechargeCards(desk.admin);
    expect(cards).toHaveLength(21);
    expect(cards.every(({ productId, active }) => productId === null && !active)).toBe(true);
    const input = { method: 'ntc-erc' as const, amountPaisa: 10_000 };
    for (const role of ['supervisor', 'support', 'viewer'] as const) {
      await expect(sellRechargeCard(await makeUserContext(desk.db, role), input)).rejects.toBeInstanceOf(Forbidden);
    }
    const key = await makeKeyContext(desk.db, ['nettv:sell']);
    await expect(sellRechargeCard(key, input)).rejects.toBeInstanceOf(Forbidden);
    for (const wrong of [{ amountPaisa: 10_001 }, { amountPaisa: 30_000 }, { amountPaisa: 1 }]) {
      await expect(sellRechargeCard(desk.admin, { ...input, ...wrong })).rejects.toBeInstanceOf(Invalid);
    }
    expect((await listProducts(desk.admin)).filter(({ value }) => value.includes('erc'))).toEqual([]);
  });

  it('becomes one product, also when two press at once, and is switched on and off like any other', async () => {
    const input = { method: 'smart-erc' as const, amountPaisa: 5_000 };
    const [one, two] = await Promise.all([1, 2].map(() => sellRechargeCard(desk.admin, input)));
    expect(one?.id).toBe(two?.id);
    const id = one?.id ?? 0;
    expect(await findProduct(desk.admin, { id })).toMatchObject({
      ...{ name: 'Smart Cell recharge card Rs 50', value: 'smart-erc 50', amountPaisa: 5_000, availability: 'on_sale' },
    });
    await setProductActive(desk.admin, { id, active: false });
    const card = (await listRechargeCards(desk.admin)).find(({ productId }) => productId === id);
    expect(card).toMatchObject({ ...input, active: false });
    await sellRechargeCard(desk.admin, input);
    expect(await findProduct(desk.admin, { id })).toMatchObject({ active: true });
  });

  it('stays on sale when Khalti’s list is read, also after somebody missed it there', async () => {
    const { productId } = await orderCard('broadlink-erc', 570);
    expect(await syncSupplier(desk.admin)).toMatchObject({ withdrawn: 0 });
    await desk.db.update(products).set({ withdrawnAt: new Date() }).where(eq(products.id, productId));
    await syncSupplier(desk.admin);
    expect(await findProduct(desk.admin, { id: productId })).toMatchObject({ availability: 'on_sale' });
  });

  it.each(Object.entries(rechargeCards).flatMap(([method, { amounts }]) => amounts.map((rupees) => [method, rupees])))(
    '%s of Rs %i is bought by its amount alone, once',
    async (method, rupees) => {
      const order = await orderCard(method as RechargeMethod, rupees as number);
      const { sale, pin, serial } = await sell(desk.seller, order);
      const book = await desk.bookOf(sale.id);
      expect(book).toMatchObject({
        value: `${method} ${rupees}`,
        amountPaisa: (rupees as number) * 100,
        posts: 1,
        pin,
        serial,
      });
      expect((await sell(desk.seller, order)).repeated).toBe(true);
      expect((await desk.bookOf(sale.id))?.posts).toBe(1);
      expect((await desk.rowOf(sale.id)).costPaisa).toBe((rupees as number) * 100);
    },
  );
});

describe('a sale of a card', () => {
  it('has a receipt with its serial, a message that says nothing of Nettv, and a PIN that is found damaged', async () => {
    const phone = '9841076543';
    const { sale, pin } = await sell(desk.seller, await orderCard('dishhome-erc', 3000, { phone }));
    const saleId = sale.id;
    const { serial } = (await desk.bookOf(saleId)) ?? {};
    expect(serial).toBeTruthy();
    expect((await printReceipt(desk.seller, { saleId })).serial).toBe(serial);
    const { template, facts } = await composeMessage(desk.db, { saleId, channel: 'sms', pin: pin ?? '' });
    const { text } = fillMessage(template, facts);
    expect(text).toMatch(/^Thank you for buying DishHome recharge card Rs 3,000 from /);
    expect(text).toContain(pin);
    expect(text).not.toMatch(/nettv/i);
    const readable = `${pin?.slice(0, 7)}*`;
    expect(await findDamagedPin(desk.seller, { customer: phone, readable })).toEqual({ kind: 'found', saleId, pin });
    const reason = 'tests';
    await expect(voidSale(desk.admin, { saleId, reason })).rejects.toMatchObject({ reason: 'not_own_stock' });
  });

  it('whose answer is lost is looked up, never bought again, resolved by hand, and the books agree', async () => {
    const order = await orderCard('ntc-erc', 500);
    desk.khalti.fault({ kind: 'cut-after-booking' });
    const { sale } = await sell(desk.seller, order);
    expect(sale.state).toBe('unknown');
    desk.pass(5);
    await followUpSales(desk.system());
    expect((await desk.rowOf(sale.id)).state).toBe('pin_missing');
    const book = await desk.bookOf(sale.id);
    expect(book?.posts).toBe(1);
    await enterSalePin(desk.admin, {
      saleId: sale.id,
      pin: book?.pin ?? '',
      reason: 'As Khalti says',
      confirmed: true,
    });
    expect(await compare()).toMatchObject({ differences: [] });
  });

  it('that Khalti refuses costs nothing', async () => {
    const ctx = await desk.buyer();
    desk.khalti.fault({ kind: 'out-of-stock' });
    const { sale } = await sell(ctx, await orderCard('ntc-erc', 1000));
    expect(sale).toMatchObject({ state: 'failed' });
    const bought = await sell(ctx, await orderCard('ntc-erc', 1000));
    expect(bought).toMatchObject({ creditConsumedPaisa: 100_000, creditAvailablePaisa: 900_000 });
  });
});
