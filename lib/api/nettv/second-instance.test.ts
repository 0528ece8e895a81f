import { randomUUID } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { creditAccounts } from '@/db/schema/credits';
import { products } from '@/db/schema/products';
import { sales } from '@/db/schema/sales';
import { openTestDatabase } from '@/db/testing';
import { readSalePin } from '@/lib/domain/sales/pins/read-sale-pin';
import { setProductActive } from '@/lib/domain/sales/products/set-product-active';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock } from '@/lib/domain/sales/sales/testing';
import { syncSupplier } from '@/lib/domain/sales/supply/sync-supplier';
import { pointKhaltiAt } from '@/lib/domain/sales/supply/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { openServed } from '../testing';
import { makeKey } from './testing';

const upstream = prepared(openServed);
const desk = openTestDatabase();
afterAll(async () => pointKhaltiAt(null));

it('is Khalti to a second desk, which sells the first one’s codes', async () => {
  const stock = await makeStock(upstream.db, 2, { value: 'nettv coupon' });
  const { key } = await makeKey(upstream, 1_000_000);
  pointKhaltiAt({ url: `http://127.0.0.1:${upstream.port}`, token: key });

  const second = systemContext(desk.db, 'tests');
  expect(await syncSupplier(second)).toMatchObject({ added: 1, trouble: null });
  const [product] = await desk.db.select().from(products);
  const id = product?.id ?? 0;
  await setProductActive(second, { id, active: true });
  const seller = await makeUserContext(desk.db, 'support');
  const order = () => ({ reference: randomUUID(), productId: id, expectedAmountPaisa: 200_000 });

  const { sale, pin } = await sell(seller, order());
  expect(pin).toBe(stock.pins[0]);
  expect(await readSalePin(desk.db, sale.id)).toBe(pin);
  const [here] = await desk.db.select().from(sales);
  const [there] = await upstream.db.select().from(sales);
  expect(there).toMatchObject({ state: 'succeeded', reference: here?.supplierReference, amountPaisa: 200_000 });
  expect(here?.supplierSaleId).toBe(String(there?.id));

  await sell(seller, order());
  expect((await sell(seller, order())).sale).toMatchObject({ state: 'failed', failureCode: 'khalti:4000' });
  const accounts = await upstream.db.select().from(creditAccounts);
  expect(accounts.find(({ kind }) => kind === 'consumed')?.balancePaisa).toBe(400_000);
});
