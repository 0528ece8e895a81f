import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { coupons } from '@/db/schema/coupons';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { Forbidden } from '@/lib/core/errors';
import { rowsOf } from '@/lib/core/testing';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order } from '@/lib/domain/sales/sales/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { createProduct } from './create-product';
import { exportProducts } from './export-products';
import { findProduct, listProducts } from './list-products';
import { setProductActive } from './set-product-active';
import { updateProduct } from './update-product';

const database = openTestDatabase();

const admin = () => makeUserContext(database.db, 'admin');
const actionsOn = async (id: number) => {
  const about = and(eq(auditEvents.subjectKind, 'product'), eq(auditEvents.subjectId, id));
  return (await database.db.select().from(auditEvents).where(about)).map((row) => row.action);
};

describe('a product', () => {
  it('is put on a coupon and listed with what is left', async () => {
    const { couponId } = await makeStock(database.db, 3);
    const ctx = await admin();
    const made = await createProduct(ctx, { name: 'Cine', value: 'cine', amountPaisa: 150_000, couponId });
    expect(made.idx).toMatch(/^[A-Za-z0-9]{22}$/);
    const listed = (await listProducts(ctx)).find((product) => product.id === made.id);
    expect(listed).toMatchObject({ ...made, supplier: 'stock', active: true, availability: 'on_sale', stock: 3 });
    expect(await actionsOn(made.id)).toEqual(['product.created']);
  });

  it('needs a coupon that is there and a value that is free', async () => {
    const { product, couponId } = await makeStock(database.db, 0);
    const ctx = await admin();
    const input = { name: 'Other', value: product.value, amountPaisa: 100, couponId };
    await expect(createProduct(ctx, input)).rejects.toMatchObject({ fields: { value: [expect.any(String)] } });
    await database.db.update(coupons).set({ deletedAt: new Date() }).where(eq(coupons.id, couponId));
    const gone = { ...input, value: 'free' };
    await expect(createProduct(ctx, gone)).rejects.toMatchObject({ fields: { couponId: [expect.any(String)] } });
  });

  it('gets another name and price, and says what it was', async () => {
    const { product } = await makeStock(database.db, 1);
    const ctx = await admin();
    const change = { id: product.id, name: 'New name', amountPaisa: 123_450 };
    await updateProduct(ctx, change);
    await updateProduct(ctx, change);
    expect(await findProduct(ctx, { id: product.id })).toMatchObject({
      ...change,
      idx: product.idx,
      value: product.value,
    });
    expect(await actionsOn(product.id)).toEqual(['product.created', 'product.updated']);
  });

  it('is exported with its coupon, its price in rupees and what is left', async () => {
    const { product, couponId } = await makeStock(database.db, 2);
    const ctx = await admin();
    const row = (await rowsOf(await exportProducts(ctx))).find(({ id }) => id === product.id);
    expect(row).toMatchObject({
      ...{ idx: product.idx, value: product.value, currency: 'NPR', coupon_id: couponId, stock: 2, active: true },
      price: product.amountPaisa / 100,
    });
    const exports = await database.db.$count(auditEvents, eq(auditEvents.action, 'products.exported'));
    expect(exports).toBe(1);
    await expect(exportProducts(await makeKeyContext(database.db, ['coupons:read']))).rejects.toThrow(Forbidden);
  });

  it('is switched off and on', async () => {
    const { product } = await makeStock(database.db, 1);
    const { id } = product;
    const ctx = await admin();
    await setProductActive(ctx, { id, active: false });
    await setProductActive(ctx, { id, active: false });
    expect(await findProduct(ctx, { id })).toMatchObject({ active: false, availability: 'off' });
    await setProductActive(ctx, { id, active: true });
    expect(await findProduct(ctx, { id })).toMatchObject({ active: true, availability: 'on_sale' });
    expect(await actionsOn(id)).toEqual(['product.created', 'product.switched_off', 'product.switched_on']);
    await expect(setProductActive(ctx, { id: 999_999, active: true })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is sold out after its last code', async () => {
    const stock = await makeStock(database.db, 1);
    const seller = await makeUserContext(database.db, 'support');
    await sell(seller, order(stock));
    expect(await findProduct(seller, { id: stock.product.id })).toMatchObject({ availability: 'sold_out', stock: 0 });
  });

  it('says that its coupon has ended', async () => {
    const stock = await makeStock(database.db, 1, { coupon: { expiresAt: new Date(0) } });
    expect(await findProduct(await admin(), { id: stock.product.id })).toMatchObject({ availability: 'coupon_ended' });
  });
});

describe('roles without the right', () => {
  it('read products, but neither create, change nor switch them', async () => {
    const { product, couponId } = await makeStock(database.db, 1);
    const { id } = product;
    const key = await makeKeyContext(database.db, ['nettv:sell', 'coupons:write']);
    for (const ctx of [
      await makeUserContext(database.db, 'support'),
      await makeUserContext(database.db, 'viewer'),
      key,
    ]) {
      expect((await listProducts(ctx)).length).toBeGreaterThan(0);
      const forbidden = { code: 'forbidden' };
      await expect(createProduct(ctx, { name: 'a', value: 'b', amountPaisa: 1, couponId })).rejects.toMatchObject(
        forbidden,
      );
      await expect(updateProduct(ctx, { id, name: 'a', amountPaisa: 1 })).rejects.toMatchObject(forbidden);
      await expect(setProductActive(ctx, { id, active: false })).rejects.toMatchObject(forbidden);
    }
    await expect(listProducts(await makeKeyContext(database.db, ['coupons:read']))).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await findProduct(systemContext(database.db, 'tests'), { id })).toMatchObject({
      name: product.name,
      active: true,
    });
  });
});
