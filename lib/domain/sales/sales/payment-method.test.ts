import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { listPaymentSettings, type PaymentMethod } from '@/lib/core/entities/payment-method';
import { Forbidden } from '@/lib/core/errors';
import { connectKhalti, offerKhaltiProduct } from '@/lib/domain/sales/supply/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { updateSettings } from '@/lib/platform/settings/update-settings';
import { csvLinesOf } from '@/test/csv-of';
import { prepared } from '@/test/prepared';
import { exportSales } from './export-sales';
import { getPaymentChoice } from './get-payment-choice';
import { listSales } from './list-sales';
import { sell } from './sell';
import { sumSales } from './sum-sales';
import { makeBuyer, makeStock, order, type Stock } from './testing';

const test = openTestDatabase();
const khalti = prepared(connectKhalti);
let stock: Stock;
let admin: Context<UserActor>;
let seller: Context<UserActor>;
beforeAll(async () => {
  stock = await makeStock(test.db, 20);
  admin = await makeUserContext(test.db, 'admin');
});
beforeEach(async () => {
  seller = await makeUserContext(test.db, 'support');
});

it('is kept with a sale of own stock and of Khalti, in the filter, the totals and the export', async () => {
  const product = await offerKhaltiProduct(test.db, khalti, { value: 'nettv by method', amount: 2000 });
  const ours = await sell(seller, order(stock, { paymentMethod: 'esewa' }));
  const theirs = await sell(seller, {
    reference: randomUUID(),
    productId: product.id,
    expectedAmountPaisa: product.amountPaisa,
    paymentMethod: 'esewa',
  });
  const unsaid = await sell(seller, order(stock));
  expect([ours, theirs, unsaid].map(({ sale }) => sale.paymentMethod)).toEqual(['esewa', 'esewa', null]);

  const filter = { paymentMethod: 'esewa' } as const;
  const { rows } = await listSales(seller, filter);
  expect(rows.map(({ id, paymentMethod }) => ({ id, paymentMethod }))).toEqual(
    [theirs, ours].map(({ sale }) => ({ id: sale.id, paymentMethod: 'esewa' })),
  );
  const { states } = await sumSales(seller, filter);
  expect(states).toEqual([{ state: 'succeeded', count: 2, amountPaisa: 400_000 }]);
  const [header = '', ...lines] = await csvLinesOf(await exportSales(seller, filter));
  const place = header.split(',').indexOf('payment_method');
  expect(lines.map((line) => line.split(',')[place])).toEqual(['esewa', 'esewa']);
});

it('is not an integrator’s: it pays with its credit', async () => {
  const buyer = await makeBuyer(test.db, 1_000_000);
  const { sale } = await sell(buyer, order(stock, { paymentMethod: 'cash' }));
  expect(sale).toMatchObject({ state: 'succeeded', paymentMethod: null });
  expect((await listSales(admin, { search: sale.reference })).rows[0]?.paymentMethod).toBeNull();
});

it('is refused by the database when it is none', async () => {
  const { sale } = await sell(seller, order(stock));
  await expect(test.sql`update sales set payment_method = 'shells' where id = ${sale.id}`).rejects.toMatchObject({
    constraint_name: 'sales_payment_method_check',
  });
});

it('is chosen as the seller took it last, while the settings offer it', async () => {
  expect(await getPaymentChoice(seller)).toMatchObject({ first: 'cash' });
  await sell(seller, order(stock, { paymentMethod: 'card' }));
  await sell(seller, order(stock));
  expect((await getPaymentChoice(seller)).first).toBe('card');
  expect((await getPaymentChoice(admin)).first).toBe('cash');

  const choose = (...offered: PaymentMethod[]) =>
    updateSettings(admin, { paymentMethods: listPaymentSettings(offered, []) });
  await choose('esewa', 'cash');
  expect(await getPaymentChoice(seller)).toEqual({ offered: ['esewa', 'cash'], first: 'esewa' });
  await choose();
  expect(await getPaymentChoice(seller)).toEqual({ offered: [], first: null });
  // A page from before the change still says what happened.
  expect((await sell(seller, order(stock, { paymentMethod: 'card' }))).sale.paymentMethod).toBe('card');
});

it('is asked of people who sell alone', async () => {
  await expect(getPaymentChoice(await makeUserContext(test.db, 'viewer'))).rejects.toBeInstanceOf(Forbidden);
});
