import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sales } from '@/db/schema/sales';
import { openTestDatabase } from '@/db/testing';
import { noteAlert } from '@/lib/domain/sales/supply/record-call';
import { connectKhalti, offerKhaltiProduct } from '@/lib/domain/sales/supply/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { acknowledgeSale } from './acknowledge-sale';
import { clearSaleFlag } from './clear-sale-flag';
import { getSale } from './get-sale';
import { getSellCatalogue } from './get-sell-catalogue';
import { listFavouriteProducts } from './list-favourite-products';
import { listOpenOwnSales } from './list-open-own-sales';
import { listRecentCustomers } from './list-recent-customers';
import { enterSalePin } from './resolve-sale';
import { sell } from './sell';
import { makeBuyer, makeStock, order, type Stock } from './testing';

const test = openTestDatabase();
const khalti = prepared(connectKhalti);
let stock: Stock;
let product: { id: number; amountPaisa: number };
let admin: Context<UserActor>;
beforeAll(async () => {
  product = await offerKhaltiProduct(test.db, khalti, { value: 'nettv khalti', amount: 2000 });
  stock = await makeStock(test.db, 20);
  admin = await makeUserContext(test.db, 'admin');
});
afterEach(() => khalti.clearFaults());

const khaltiOrder = () => ({
  reference: randomUUID(),
  productId: product.id,
  expectedAmountPaisa: product.amountPaisa,
});
const newSeller = () => makeUserContext(test.db, 'support');

describe('what a seller waits for', () => {
  it('is their own sales without an end, until they end', async () => {
    const [seller, other] = [await newSeller(), await newSeller()];
    khalti.fault({ kind: 'no-pin' });
    const { sale } = await sell(seller, khaltiOrder());
    const { sale: seen } = await sell(seller, order(stock));
    await acknowledgeSale(seller, { saleId: seen.id, state: 'succeeded' });
    expect(await listOpenOwnSales(seller)).toMatchObject([
      { id: sale.id, reference: sale.reference, state: 'pin_missing', productName: sale.productName },
    ]);
    expect(await listOpenOwnSales(other)).toEqual([]);
    await acknowledgeSale(seller, { saleId: sale.id, state: 'pin_missing' });
    expect(await listOpenOwnSales(seller)).toMatchObject([{ id: sale.id, unseen: false }]);
    await enterSalePin(admin, { saleId: sale.id, pin: 'ABCD-9999', confirmed: true, reason: 'Khalti support' });
    expect(await listOpenOwnSales(seller)).toMatchObject([{ id: sale.id, state: 'succeeded', unseen: true }]);
    await acknowledgeSale(seller, { saleId: sale.id, state: 'succeeded' });
    expect(await listOpenOwnSales(seller)).toEqual([]);
  });

  it('is a sale of theirs until its result was shown to them, whatever anybody else is shown', async () => {
    const [seller, other] = [await newSeller(), await newSeller()];
    const input = order(stock, { phone: '984-1000031' });
    const { sale } = await sell(seller, input);
    const seen = { saleId: sale.id, state: 'succeeded' as const };
    const unseen = [
      { id: sale.id, state: 'succeeded', unseen: true, phone: '+9779841000031', amountPaisa: sale.amountPaisa },
    ];
    expect(await listOpenOwnSales(seller)).toMatchObject(unseen);
    expect(await acknowledgeSale(other, seen)).toEqual({ seen: false });
    expect(await acknowledgeSale(admin, seen)).toEqual({ seen: false });
    expect(await acknowledgeSale(seller, { ...seen, state: 'failed' })).toEqual({ seen: false });
    expect(await acknowledgeSale(seller, { ...seen, state: 'pending' })).toEqual({ seen: false });
    await sell(seller, input);
    expect(await listOpenOwnSales(seller)).toMatchObject(unseen);
    expect(await acknowledgeSale(seller, seen)).toEqual({ seen: true });
    expect(await acknowledgeSale(seller, seen)).toEqual({ seen: false });
    expect(await listOpenOwnSales(seller)).toEqual([]);
    const viewer = await makeUserContext(test.db, 'viewer');
    await expect(acknowledgeSale(viewer, seen)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is a sale that could not be served too, and nothing that an integrator bought', async () => {
    const seller = await newSeller();
    const empty = await makeStock(test.db, 0);
    const { sale } = await sell(seller, order(empty));
    expect(await listOpenOwnSales(seller)).toMatchObject([{ id: sale.id, state: 'failed', unseen: true }]);
    const buyer = await makeBuyer(test.db, 1_000_000);
    await sell(buyer, order(stock));
    const [bought] = await test.db.select().from(sales).where(eq(sales.integratorId, buyer.actor.integratorId));
    expect(bought).toMatchObject({ state: 'succeeded', unseen: false });
  });

  it('is not for anyone who does not sell', async () => {
    const viewer = await makeUserContext(test.db, 'viewer');
    await expect(listOpenOwnSales(viewer)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listRecentCustomers(viewer)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listFavouriteProducts(viewer)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getSellCatalogue(viewer)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

const despiteSaleId = Number.MAX_SAFE_INTEGER;

it('recent customers are this seller’s own last five, newest first, each once', async () => {
  const [seller, other] = [await newSeller(), await newSeller()];
  for (const nth of [1, 2, 3, 4, 5, 6, 2])
    await sell(seller, order(stock, { phone: `984100000${nth}`, despiteSaleId }));
  await sell(seller, order(stock));
  await sell(other, order(stock, { email: 'one@example.com' }));
  const phones = (await listRecentCustomers(seller)).map(({ phone }) => phone?.at(-1));
  expect(phones).toEqual(['2', '6', '5', '4', '3']);
  expect(await listRecentCustomers(other)).toEqual([{ phone: null, email: 'one@example.com' }]);
});

it('favourites are what this seller sold most of late, most first', async () => {
  const [seller, other] = [await newSeller(), await newSeller()];
  const often = await makeStock(test.db, 3);
  await sell(seller, order(often));
  await sell(seller, order(often));
  await sell(seller, order(stock));
  expect(await listFavouriteProducts(seller)).toEqual([often.product.id, stock.product.id]);
  expect(await listFavouriteProducts(other)).toEqual([]);
});

it('what can be sold says when every sale through Khalti will fail', async () => {
  const seller = await newSeller();
  expect(await getSellCatalogue(seller)).toMatchObject({ paused: false, supplierAlert: false });
  await noteAlert(systemContext(test.db, 'tests'), { code: 'khalti:1016', words: 'insufficient credits' });
  expect(await getSellCatalogue(seller)).toMatchObject({ supplierAlert: true });
  await noteAlert(systemContext(test.db, 'tests'), null);
});

describe('the flag of a sale that had ended', () => {
  const flagged = async () => {
    const { sale } = await sell(await newSeller(), khaltiOrder());
    await test.db.execute(`update sales set flagged_at = now(), flag_reason = 'late_answer' where id = ${sale.id}`);
    return sale;
  };

  it('is taken off by an admin with a reason, and the sale stays as it is', async () => {
    const sale = await flagged();
    const input = { saleId: sale.id, reason: 'Khalti refunded it' };
    await expect(clearSaleFlag(await newSeller(), input)).rejects.toMatchObject({ code: 'forbidden' });
    await clearSaleFlag(admin, input);
    const after = await getSale(admin, { saleId: sale.id });
    expect(after).toMatchObject({ state: 'succeeded', flagReason: null, supplierReference: expect.any(String) });
    expect(after.events.at(-1)).toMatchObject({ note: input.reason, actorName: admin.actor.name });
    await expect(clearSaleFlag(admin, input)).rejects.toMatchObject({ reason: 'not_flagged' });
  });

  it('stays on a sale that has no outcome', async () => {
    khalti.fault({ kind: 'no-pin' });
    const { sale } = await sell(await newSeller(), khaltiOrder());
    const asked = clearSaleFlag(admin, { saleId: sale.id, reason: 'x' });
    await expect(asked).rejects.toMatchObject({ reason: 'wrong_state' });
  });
});
