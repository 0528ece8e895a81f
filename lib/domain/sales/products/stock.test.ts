import { and, eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codes } from '@/db/schema/coupons';
import { products } from '@/db/schema/products';
import { webhookEndpoints, webhookEvents } from '@/db/schema/webhooks';
import { openTestDatabase } from '@/db/testing';
import { sell } from '@/lib/domain/sales/sales/sell';
import { addCodes, makeStock, order, type Stock } from '@/lib/domain/sales/sales/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { makeEndpoint } from '@/lib/platform/webhooks/testing';
import { prepared } from '@/test/prepared';
import { findProduct } from './list-products';
import { notifyLowStock } from './notify-low-stock';
import { setProductActive } from './set-product-active';
import { readStockPace } from './stock-pace';
import { updateProduct } from './update-product';

const database = openTestDatabase({ max: 5 });
const admin = prepared(() => makeUserContext(database.db, 'admin'));
beforeEach(() => database.db.update(products).set({ archivedAt: new Date() }));

const sweep = () => notifyLowStock(systemContext(database.db, 'tests'));

async function stockWithThreshold(count: number, lowStockThreshold: number): Promise<Stock> {
  const stock = await makeStock(database.db, count);
  const { id, name, amountPaisa } = stock.product;
  await updateProduct(admin, { id, name, amountPaisa, lowStockThreshold });
  return stock;
}

const notified = async ({ couponId }: Stock) =>
  (await database.db.select().from(webhookEvents).where(eq(webhookEvents.type, 'codes.low')))
    .map(({ data }) => data as { coupon_id: number; available: number; threshold: number })
    .filter((data) => data.coupon_id === couponId);

describe('low stock', () => {
  beforeAll(async () => {
    await makeEndpoint(admin, { eventTypes: ['codes.low'] });
  });

  it('is notified once when a sale brings it to the threshold, and again after it was filled up', async () => {
    const stock = await stockWithThreshold(3, 2);
    await sweep();
    expect(await notified(stock)).toEqual([]);
    await sell(await makeUserContext(database.db, 'support'), order(stock));
    await sweep();
    await sweep();
    expect(await notified(stock)).toEqual([{ coupon_id: stock.couponId, available: 2, threshold: 2 }]);
    await addCodes(database.db, stock.couponId, 5);
    await sweep();
    await database.db
      .update(codes)
      .set({ status: 'deleted', deletedAt: new Date() })
      .where(and(eq(codes.couponId, stock.couponId), eq(codes.status, 'available')));
    await sweep();
    expect(await notified(stock)).toEqual([
      { coupon_id: stock.couponId, available: 2, threshold: 2 },
      { coupon_id: stock.couponId, available: 0, threshold: 2 },
    ]);
  });

  it('is notified once by several sweeps at once', async () => {
    const stock = await stockWithThreshold(1, 1);
    await Promise.all(Array.from({ length: 5 }, sweep));
    expect(await notified(stock)).toHaveLength(1);
  });

  it('is not notified while the product is switched off', async () => {
    const stock = await stockWithThreshold(1, 5);
    await setProductActive(admin, { id: stock.product.id, active: false });
    await sweep();
    expect(await notified(stock)).toEqual([]);
    expect(await findProduct(admin, { id: stock.product.id })).toMatchObject({ isLow: false, lowStockThreshold: 5 });
    await setProductActive(admin, { id: stock.product.id, active: true });
    await sweep();
    expect(await notified(stock)).toHaveLength(1);
    expect(await findProduct(admin, { id: stock.product.id })).toMatchObject({ isLow: true });
  });

  it('is marked also where no endpoint asks for it', async () => {
    await database.db.update(webhookEndpoints).set({ eventTypes: ['sale.succeeded'] });
    const stock = await stockWithThreshold(0, 0);
    await sweep();
    const [row] = await database.db.select().from(products).where(eq(products.id, stock.product.id));
    expect(row?.lowStockNotifiedAt).not.toBeNull();
  });
});

describe('the pace', () => {
  it('is what was sold a day, over two weeks or the life of the product', async () => {
    const stock = await makeStock(database.db, 30);
    const seller = await makeUserContext(database.db, 'support');
    for (let sold = 0; sold < 7; sold += 1) await sell(seller, order(stock));
    const { id } = stock.product;
    expect((await readStockPace(seller))[id]).toBe(7);
    const inAWeek = { ...seller, now: () => new Date(Date.now() + 7 * 86_400_000) };
    expect((await readStockPace(inAWeek))[id]).toBeCloseTo(1, 3);
    const muchLater = { ...seller, now: () => new Date(Date.now() + 15 * 86_400_000) };
    expect((await readStockPace(muchLater))[id]).toBeUndefined();
  });

  it('is not for a key without products', async () => {
    const key = await makeKeyContext(database.db, ['coupons:read']);
    await expect(readStockPace(key)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
