import { and, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { products } from '@/db/schema/products';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { createProduct } from '@/lib/domain/sales/products/create-product';
import { findProduct, listProducts } from '@/lib/domain/sales/products/list-products';
import { setProductActive } from '@/lib/domain/sales/products/set-product-active';
import { updateProduct } from '@/lib/domain/sales/products/update-product';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock } from '@/lib/domain/sales/sales/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import type { FaultInput } from '@/sandbox/khalti/faults';
import type { KhaltiSandbox } from '@/sandbox/khalti/start-khalti-sandbox';
import { prepared } from '@/test/prepared';
import { getSupplier } from './get-supplier';
import { syncSupplier, syncWhenConnected } from './sync-supplier';
import { connectKhalti, offerKhaltiProduct } from './testing';

const database = openTestDatabase({ max: 6 });
let khalti: KhaltiSandbox;
const admin = prepared(() => makeUserContext(database.db, 'admin'));
// Each test has books of its own: what the list is without is withdrawn here, too.
beforeEach(async () => {
  khalti = await connectKhalti();
});
afterEach(() => khalti.close());

let serial = 0;
const newValue = () => `cine ${++serial}`;
const sync = () => syncSupplier(admin);

async function ours(value: string) {
  const rows = await database.db.select().from(products).where(eq(products.supplierValue, value));
  expect(rows).toHaveLength(1);
  return rows[0] as (typeof rows)[0];
}

async function offer(amount = 100, value = newValue()) {
  khalti.setProduct({ value, amount });
  await sync();
  return ours(value);
}

describe('the list of products', () => {
  it('brings new ones, switched off, under a public id of ours', async () => {
    const value = newValue();
    khalti.setProduct({ value, name: 'Cine week', amount: 149.5 });
    expect(await sync()).toMatchObject({ added: 3, changed: 0, trouble: null });
    expect(await sync()).toMatchObject({ added: 0, changed: 0, withdrawn: 0 });
    const row = await ours(value);
    expect(row).toMatchObject({ name: 'Cine week', value, amountPaisa: 14_950, active: false, supplier: 'khalti' });
    expect(row.idx).not.toBe(row.supplierIdx);
    expect(await findProduct(admin, { id: row.id })).toMatchObject({ availability: 'off' });
  });

  it('takes over a new name and price, and keeps the price before', async () => {
    const { id, supplierValue } = await offer(100);
    khalti.setProduct({ value: supplierValue ?? '', name: 'New name', amount: 120 });
    expect(await sync()).toMatchObject({ changed: 1 });
    const product = await findProduct(admin, { id });
    expect(product).toMatchObject({ name: 'New name', amountPaisa: 12_000, previousAmountPaisa: 10_000 });
    expect(product?.priceChangedAt).not.toBeNull();
    khalti.setProduct({ value: supplierValue ?? '', name: 'Newer name' });
    await sync();
    expect(await findProduct(admin, { id })).toMatchObject({ name: 'Newer name', previousAmountPaisa: 10_000 });
    const about = and(eq(auditEvents.subjectKind, 'product'), eq(auditEvents.subjectId, id));
    const [, priced] = await database.db.select().from(auditEvents).where(about).orderBy(auditEvents.id);
    expect(priced?.data).toEqual({
      name: { from: supplierValue, to: 'New name' },
      amountPaisa: { from: 10_000, to: 12_000 },
    });
  });

  it('withdraws what it is without: it cannot be sold until it is back', async () => {
    const seller = await makeUserContext(database.db, 'support');
    const value = newValue();
    const product = await offerKhaltiProduct(database.db, khalti, { value, amount: 100 });
    khalti.setProduct({ value, withdrawn: true });
    expect(await sync()).toMatchObject({ withdrawn: 1 });
    expect(await sync()).toMatchObject({ withdrawn: 0 });
    expect(await findProduct(admin, { id: product.id })).toMatchObject({ active: true, availability: 'withdrawn' });
    const order = { productId: product.id, expectedAmountPaisa: 10_000 };
    const refused = await sell(seller, { ...order, reference: 'while-withdrawn' });
    expect(refused.sale).toMatchObject({ state: 'failed', failureReason: expect.stringMatching(/\S/) });
    expect(khalti.books()).toEqual([]);
    khalti.setProduct({ value, withdrawn: false });
    expect(await sync()).toMatchObject({ changed: 1 });
    expect(await findProduct(admin, { id: product.id })).toMatchObject({ availability: 'on_sale' });
    expect((await sell(seller, { ...order, reference: 'back-again' })).sale.state).toBe('succeeded');
  });

  it('with an entry that cannot be read withdraws nothing', async () => {
    const { id, supplierValue } = await offer();
    khalti.setProduct({ value: supplierValue ?? '', withdrawn: true });
    khalti.setProduct({ value: newValue(), name: ' ', amount: 100 });
    expect(await sync()).toMatchObject({ added: 0, withdrawn: 0, trouble: null });
    expect((await ours(supplierValue ?? '')).withdrawnAt).toBeNull();
    expect(id).toBeGreaterThan(0);
  });

  it('with a value that a product of own stock has makes one of its own for integrators', async () => {
    const value = newValue();
    const { product } = await makeStock(database.db, 1, { value });
    const row = await offer(100, value);
    expect(row.value).toBe(`${value} (khalti ${row.supplierIdx})`);
    expect(row.supplierValue).toBe(value);
    expect(await findProduct(admin, { id: product.id })).toMatchObject({
      value,
      supplier: 'stock',
      availability: 'on_sale',
    });
    expect(await sync()).toMatchObject({ changed: 0 });
  });

  it('read by several at once brings each product once', async () => {
    const values = [newValue(), newValue(), newValue()];
    for (const value of values) khalti.setProduct({ value, amount: 100 });
    await Promise.all([sync(), sync(), sync(), sync()]);
    for (const value of values) await ours(value);
  });
});

describe('a list that does not come', () => {
  const faults: FaultInput[] = [
    { call: 'products', kind: 'html', status: 502 },
    { call: 'products', kind: 'truncated-json' },
    { call: 'products', kind: 'wrong-types' },
    { call: 'products', kind: 'cut-mid-answer' },
    { call: 'products', kind: 'refuse', code: '1002' },
  ];
  it.each(faults)('changes no product: $kind', async (fault) => {
    const { supplierValue } = await offer();
    const before = await listProducts(admin);
    khalti.setProduct({ value: supplierValue ?? '', amount: 777 });
    khalti.setProduct({ value: newValue(), amount: 100 });
    khalti.fault(fault);
    const result = await sync();
    expect(result).toMatchObject({ added: 0, changed: 0, withdrawn: 0 });
    expect(result.trouble).not.toBeNull();
    expect(await listProducts(admin)).toEqual(before);
    const { troubles, balance } = await getSupplier(admin);
    expect(troubles[0]).toMatchObject({ kind: 'products', words: expect.any(String) });
    expect(balance?.paisa).toBe(1_000_000_000);
    await sync();
  });
});

describe('the alert that every sale fails', () => {
  const refuse = (call: 'products' | 'balance' | 'pay', code: string) => khalti.fault({ call, kind: 'refuse', code });

  it.each(['1001', '1002', '1003', '1004', '1005', '1006', '1007', '1008', '1009', '1016'])(
    'is raised by %s, and not by another code',
    async (code) => {
      await database.sql`delete from suppliers`;
      refuse('balance', '1019');
      await sync();
      expect((await getSupplier(admin)).alert).toBeNull();
      refuse('products', code);
      await sync();
      expect((await getSupplier(admin)).alert).toMatchObject({ code: `khalti:${code}`, words: expect.any(String) });
    },
  );

  it('about the account is over once Khalti answers again', async () => {
    refuse('products', '1002');
    await sync();
    await sync();
    expect((await getSupplier(admin)).alert).toBeNull();
  });

  it('about the credit is over when there is more of it, and not before', async () => {
    const seller = await makeUserContext(database.db, 'support');
    khalti.setAccount({ credit: 50 });
    const product = await offerKhaltiProduct(database.db, khalti, { value: newValue(), amount: 100 });
    const order = { productId: product.id, reference: 'no-credit', expectedAmountPaisa: 10_000 };
    expect((await sell(seller, order)).sale.state).toBe('failed');
    await sync();
    const poor = await getSupplier(admin);
    expect(poor).toMatchObject({ alert: { code: 'khalti:1016' }, balance: { paisa: 5_000, state: 'empty' } });
    khalti.setAccount({ credit: 500 });
    await sync();
    expect(await getSupplier(admin)).toMatchObject({ alert: null, balance: { paisa: 50_000, state: 'fine' } });
  });

  it('about the credit is over once a balance is read that is enough for all that is on sale', async () => {
    const seller = await makeUserContext(database.db, 'support');
    const product = await offerKhaltiProduct(database.db, khalti, { value: newValue(), amount: 100 });
    refuse('pay', '1016');
    await sell(seller, { productId: product.id, reference: 'not-for-long', expectedAmountPaisa: 10_000 });
    expect((await getSupplier(admin)).alert).toMatchObject({ code: 'khalti:1016' });
    await sync();
    expect((await getSupplier(admin)).alert).toBeNull();
  });

  it('is over once a sale is paid, also without its PIN', async () => {
    const seller = await makeUserContext(database.db, 'support');
    const product = await offerKhaltiProduct(database.db, khalti, { value: newValue(), amount: 100 });
    const order = { productId: product.id, expectedAmountPaisa: 10_000 };
    refuse('pay', '1009');
    await sell(seller, { ...order, reference: 'no-right' });
    khalti.fault({ kind: 'no-pin' });
    await sell(seller, { ...order, reference: 'paid-after-all' });
    expect((await getSupplier(admin)).alert).toBeNull();
  });

  it('about the right to buy stays until a sale works', async () => {
    refuse('products', '1009');
    await sync();
    await sync();
    expect((await getSupplier(admin)).alert).toMatchObject({ code: 'khalti:1009' });
    const product = await offerKhaltiProduct(database.db, khalti, { value: newValue(), amount: 100 });
    const seller = await makeUserContext(database.db, 'support');
    await sell(seller, { productId: product.id, reference: 'works', expectedAmountPaisa: 10_000 });
    expect((await getSupplier(admin)).alert).toBeNull();
  });
});

describe('what is Khalti’s', () => {
  it('has neither name nor price changed here', async () => {
    const { id } = await offer(100);
    const change = updateProduct(admin, { id, name: 'Ours', amountPaisa: 1, lowStockThreshold: 0 });
    await expect(change).rejects.toMatchObject({ reason: 'supplier_decides' });
    await setProductActive(admin, { id, active: true });
    expect(await findProduct(admin, { id })).toMatchObject({ amountPaisa: 10_000, availability: 'on_sale' });
  });

  it('is not read where it is not connected', async () => {
    await khalti.close();
    await expect(sync()).rejects.toMatchObject({ reason: 'not_connected' });
    await syncWhenConnected(systemContext(database.db, 'tests'));
    expect(await getSupplier(admin)).toMatchObject({ isConnected: false });
  });

  it('is read again neither by support, nor by a viewer, nor by a key', async () => {
    for (const ctx of [
      await makeUserContext(database.db, 'support'),
      await makeUserContext(database.db, 'viewer'),
      await makeKeyContext(database.db, ['nettv:sell', 'coupons:write']),
    ]) {
      await expect(syncSupplier(ctx)).rejects.toMatchObject({ code: 'forbidden' });
    }
    const { couponId } = await makeStock(database.db, 0);
    const stock = await createProduct(admin, { name: 'Own', value: newValue(), amountPaisa: 100, couponId });
    expect(await findProduct(admin, { id: stock.id })).toMatchObject({ supplier: 'stock' });
  });
});
