import { beforeEach, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { connectKhalti, offerKhaltiProduct } from '@/lib/domain/sales/supply/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { updateSettings } from '@/lib/platform/settings/update-settings';
import { prepared } from '@/test/prepared';
import { sell } from './sell';
import { makeBuyer, makeStock, order, type Stock, stockLeft, tally, times } from './testing';
import { voidSale } from './void-sale';

const test = openTestDatabase({ max: 4 });
const khalti = prepared(connectKhalti);
let stock: Stock;
beforeEach(async () => {
  stock = await makeStock(test.db, 10);
});

const newSeller = () => makeUserContext(test.db, 'support');
const minutesFrom = (start: Date, minutes: number) => () => new Date(start.getTime() + minutes * 60_000);

it('the desk is asked before it sells the same product to the same contact again, however it is written', async () => {
  const [seller, other] = [await newSeller(), await newSeller()];
  const { sale } = await sell(seller, order(stock, { phone: '984-1000061', email: 'one@example.com' }));
  const earlier = { id: sale.id, state: 'succeeded', sellerName: seller.actor.name, productName: sale.productName };
  for (const contact of [{ phone: '+977 9841000061' }, { email: ' One@Example.com' }]) {
    await expect(sell(other, order(stock, contact))).rejects.toMatchObject({
      reason: 'sold_recently',
      details: { sale: { ...earlier, createdAt: sale.createdAt } },
    });
  }
  expect(await stockLeft(test.db, stock)).toBe(9);
});

it('who was asked about a sale can sell one more, and is asked again about the next', async () => {
  const seller = await newSeller();
  const phone = '984-1000062';
  const { sale: first } = await sell(seller, order(stock, { phone }));
  const again = order(stock, { phone, despiteSaleId: first.id });
  const { sale: second } = await sell(seller, again);
  expect(second.state).toBe('succeeded');
  expect(await sell(seller, again)).toMatchObject({ repeated: true, sale: { id: second.id } });
  await expect(sell(seller, order(stock, { phone, despiteSaleId: first.id }))).rejects.toMatchObject({
    reason: 'sold_recently',
    details: { sale: { id: second.id } },
  });
});

it('nobody is asked about another product, another contact, none, a sale that failed, or one of longer ago', async () => {
  const start = new Date();
  const seller = { ...(await newSeller()), now: () => start };
  const later = (minutes: number) => ({ ...seller, now: minutesFrom(start, minutes) });
  const phone = '984-1000063';
  const [empty, another] = [await makeStock(test.db, 0), await makeStock(test.db, 1)];
  await sell(seller, order(empty, { phone }));
  expect((await sell(seller, order(empty, { phone }))).sale.state).toBe('failed');
  for (const made of [order(stock, { phone }), order(another, { phone }), order(stock, { phone: '984-1000064' })]) {
    expect((await sell(seller, made)).sale.state).toBe('succeeded');
  }
  for (const _ of [1, 2]) expect((await sell(seller, order(stock))).sale.state).toBe('succeeded');
  await expect(sell(later(9), order(stock, { phone }))).rejects.toMatchObject({ reason: 'sold_recently' });
  expect((await sell(later(10), order(stock, { phone }))).sale.state).toBe('succeeded');
});

it('nobody is asked after a sale that was voided: what was wrong is sold right', async () => {
  const seller = await newSeller();
  const phone = '984-1000065';
  const { sale } = await sell(seller, order(stock, { phone }));
  await voidSale(seller, { saleId: sale.id, reason: 'Wrong product' });
  expect((await sell(seller, order(stock, { phone }))).sale.state).toBe('succeeded');
});

it('an integrator is never asked, and the desk is about what an integrator sold', async () => {
  const buyer = await makeBuyer(test.db, 10_000_000);
  const phone = '984-1000065';
  for (const _ of [1, 2]) expect((await sell(buyer, order(stock, { phone }))).sale.state).toBe('succeeded');
  await expect(sell(await newSeller(), order(stock, { phone }))).rejects.toMatchObject({
    details: { sale: { sellerName: buyer.actor.integratorName } },
  });
});

it('of presses in several tabs at the same time one sells, and the others are asked', async () => {
  const seller = await newSeller();
  const offered = await offerKhaltiProduct(test.db, khalti, { value: 'asked at once', amount: 2000 });
  const contact = { phone: '984-1000066', email: 'two@example.com' };
  expect(tally(await times(6, () => sell(seller, order(stock, contact))))).toEqual({ succeeded: 1, sold_recently: 5 });
  const bought = await times(6, () =>
    sell(seller, {
      reference: crypto.randomUUID(),
      productId: offered.id,
      expectedAmountPaisa: offered.amountPaisa,
      ...contact,
    }),
  );
  expect(tally(bought)).toEqual({ succeeded: 1, sold_recently: 5 });
});

it('for how long it asks is a setting, and 0 asks never', async () => {
  const admin = systemContext(test.db, 'tests');
  const start = new Date();
  const seller = { ...(await newSeller()), now: () => start };
  const phone = '984-1000067';
  await sell(seller, order(stock, { phone }));
  await updateSettings(admin, { repeatSaleMinutes: 60 });
  const later = { ...seller, now: minutesFrom(start, 59) };
  await expect(sell(later, order(stock, { phone }))).rejects.toMatchObject({ reason: 'sold_recently' });
  await updateSettings(admin, { repeatSaleMinutes: 0 });
  expect((await sell(seller, order(stock, { phone }))).sale.state).toBe('succeeded');
  await updateSettings(admin, { repeatSaleMinutes: 10 });
});
