import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { coupons } from '@/db/schema/coupons';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { Forbidden } from '@/lib/core/errors';
import { inPieces, readAsProposed, undoMeanwhile, withJobs } from '@/lib/domain/coupons/imports/testing';
import { listProducts } from '@/lib/domain/sales/products/list-products';
import { setProductActive } from '@/lib/domain/sales/products/set-product-active';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order } from '@/lib/domain/sales/sales/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { productImport } from './product-import';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const stock = prepared(() => makeStock(test.db, 2));

async function imported(...values: string[]): Promise<number> {
  const [coupon] = await test.db.select({ code: coupons.code }).from(coupons).where(eq(coupons.id, stock.couponId));
  const rows = values.map((value) => `Product ${value},${value},10,${coupon?.code}`);
  const text = ['name,value,price,coupon', ...rows].join('\n');
  const reading = await readAsProposed(productImport, admin, text);
  const { id } = await withJobs(productImport).importFile(admin, { meant: true, ...reading, file: inPieces(text) });
  return Number(id);
}

const ofValue = async (value: string) => (await listProducts(admin, {})).find((product) => product.value === value);

it('removes what nothing was done with since, and names what was sold, priced or changed', async () => {
  const id = await imported('undo sold', 'undo priced', 'undo off', 'undo gone');
  const [sold, priced, off] = [await ofValue('undo sold'), await ofValue('undo priced'), await ofValue('undo off')];
  if (!sold || !priced || !off) throw new Error('The products were not imported.');
  await sell(admin, { ...order(stock), productId: sold.id, expectedAmountPaisa: 1000 });
  const { integratorId } = (await makeKeyContext(test.db, ['coupons:read'])).actor;
  await test.sql`insert into integrator_prices (integrator_id, product_id, price_paisa, updated_at)
    values (${integratorId}, ${priced.id}, 900, now())`;
  await setProductActive({ ...admin, now: () => new Date(Date.now() + 1000) }, { id: off.id, active: false });
  const plan = await productImport.planUndo(admin, { id });
  expect(plan).toMatchObject({ takes: 1, staying: 3, gone: 0 });
  expect(Object.fromEntries(plan.stays.map(({ name, why }) => [name, why]))).toEqual({
    ...{ 'Product undo sold': 'used', 'Product undo priced': 'depended_on', 'Product undo off': 'changed' },
  });
  expect(await withJobs(productImport).undoImport(admin, { id })).toMatchObject({ undone: 1, staying: 3 });
  expect(await ofValue('undo gone')).toBeUndefined();
  for (const { id: kept, value } of [sold, priced, off, stock.product]) {
    expect(await ofValue(value)).toMatchObject({ id: kept });
  }
  const undone = eq(auditEvents.action, 'product.import_undone');
  expect(await test.db.$count(auditEvents, undone)).toBe(1);
});

it('leaves what is sold while the undo waits for it, and says so', async () => {
  const id = await imported('undo unsold', 'undo meanwhile');
  const sold = await ofValue('undo meanwhile');
  if (!sold) throw new Error('The products were not imported.');
  const undone = await undoMeanwhile(test, {
    ctx: admin,
    use: (tx) => sell(tx, { ...order(stock), productId: sold.id, expectedAmountPaisa: 1000 }),
    undo: () => withJobs(productImport).undoImport(admin, { id }),
  });
  const stays = [{ id: sold.id, name: sold.name, why: 'used' }];
  expect(undone).toEqual({ undone: 1, staying: 1, stays, gone: 0 });
  expect([await ofValue('undo unsold'), await ofValue(sold.value)]).toMatchObject([undefined, { id: sold.id }]);
});

it('is for those who can change products', async () => {
  const id = await imported('undo others');
  const others = [
    await makeUserContext(test.db, 'support'),
    await makeUserContext(test.db, 'partner'),
    await makeKeyContext(test.db, ['coupons:read', 'coupons:write']),
  ];
  for (const ctx of others) {
    await expect(productImport.recentImports(ctx)).rejects.toBeInstanceOf(Forbidden);
    for (const use of [productImport.planUndo, productImport.undoImport]) {
      await expect(use(ctx, { id })).rejects.toBeInstanceOf(Forbidden);
    }
  }
  expect(await ofValue('undo others')).toBeDefined();
});
