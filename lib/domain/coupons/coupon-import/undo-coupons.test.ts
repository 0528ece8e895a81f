import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { coupons } from '@/db/schema/coupons';
import { tableImports } from '@/db/schema/table-imports';
import { Forbidden } from '@/lib/core/errors';
import { getCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { updateCoupon } from '@/lib/domain/coupons/coupons/update-coupon';
import { undoMeanwhile, untilWaiting, withJobs, workerOf } from '@/lib/domain/coupons/imports/testing';
import { ownDigests } from '@/lib/domain/coupons/reading/digest-code';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { makeCodes } from '@/lib/domain/redemptions/redemptions/testing';
import { createProduct } from '@/lib/domain/sales/products/create-product';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { inTransaction } from '@/lib/platform/context/context';
import { couponImport } from './coupon-import';
import { now, openCouponImport } from './testing';

const { test, admin, imported } = openCouponImport();

async function importedIds(...codes: string[]) {
  const { id } = await imported(['code,duration,discount', ...codes.map((code) => `${code},once,10`)].join('\n'));
  const found = await test.sql`select id, code from coupons where code = any (${codes}) and deleted_at is null`;
  const ids = new Map(found.map((row) => [String(row.code), Number(row.id)]));
  return { id: Number(id), of: (code: string) => ids.get(code) ?? 0 };
}

it('leaves coupons that were redeemed, have codes or a product, or were changed since, and names them', async () => {
  const { id, of } = await importedIds('U-PLAIN', 'U-USED', 'U-CODES', 'U-SOLD', 'U-CHANGED');
  await redeem(admin, { code: 'U-USED', user: { id: 'u1' } });
  await makeCodes(test.db, of('U-CODES'), 1);
  await createProduct(admin, { name: 'Of U', value: 'u', amountPaisa: 100, couponId: of('U-SOLD') });
  await updateCoupon(admin, { id: of('U-CHANGED'), discount: 20 });
  const plan = await couponImport.planUndo(admin, { id });
  expect(plan).toMatchObject({ takes: 1, staying: 4, gone: 0 });
  expect(Object.fromEntries(plan.stays.map(({ name, why }) => [name, why]))).toEqual({
    ...{ 'U-USED': 'used', 'U-CODES': 'depended_on', 'U-SOLD': 'depended_on', 'U-CHANGED': 'changed' },
  });
  expect(await withJobs(couponImport).undoImport(admin, { id })).toMatchObject({ undone: 1, staying: 4 });
  const deleted = async (code: string) =>
    (await getCoupon(admin, { id: of(code), withDeleted: true })).deletedAt !== null;
  expect([await deleted('U-PLAIN'), await deleted('U-USED'), await deleted('U-CHANGED')]).toEqual([true, false, false]);
});

it('leaves coupons that are redeemed or get codes while the undo waits for them', async () => {
  const { id, of } = await importedIds('U-FREE', 'U-REDEEMED', 'U-FILLED');
  let redeemed: ReturnType<typeof redeem> | undefined;
  const undone = await undoMeanwhile(test, {
    ctx: admin,
    waiting: 2,
    async use(tx) {
      await makeCodes(tx.db, of('U-FILLED'), 1);
      await tx.db.execute(sql`select from coupons where id = ${of('U-REDEEMED')} for update`);
      redeemed = redeem(admin, { code: 'U-REDEEMED', user: { id: 'u2' } });
      await untilWaiting(test, 1);
    },
    undo: () => withJobs(couponImport).undoImport(admin, { id }),
  });
  expect(await redeemed).toMatchObject({ state: 'redeemed' });
  expect(undone).toMatchObject({ undone: 1, staying: 2, gone: 0 });
  expect(undone.stays.map(({ name, why }) => [name, why])).toEqual([
    ['U-REDEEMED', 'used'],
    ['U-FILLED', 'depended_on'],
  ]);
  const rows = await test.sql`select code from coupons where code like 'U-F%' and deleted_at is null`;
  expect(rows).toMatchObject([{ code: 'U-FILLED' }]);
});

it('locks a few of many coupons at once, so that the others are redeemed meanwhile', async () => {
  const count = 4000;
  const made: number[] = [];
  for (let at = 0; at < count; at += 1000) {
    const some = Array.from({ length: 1000 }, (_, n) => `MANY-${at + n}`).map((code) => ({
      ...{ code, ...ownDigests(code), discount: 10, duration: 'once' as const, createdAt: now, updatedAt: now },
    }));
    const rows = await test.db.insert(coupons).values(some).returning({ id: coupons.id });
    made.push(...rows.map((row) => row.id));
  }
  const kept = { subject: 'coupon', fileName: 'many.csv', added: count, entryIds: made, createdBy: 'tests' };
  const [row] = await test.db
    .insert(tableImports)
    .values({ ...kept, createdAt: now })
    .returning({ id: tableImports.id });
  const id = row?.id ?? 0;
  await couponImport.undoImport(admin, { id });
  const undoing = await inTransaction(admin, async (tx) => {
    // The second part waits for it.
    await tx.db.execute(sql`select from coupons where id = ${made[300]} for update`);
    const begun = couponImport.runUndo(workerOf(admin), { importId: id });
    await untilWaiting(test, 1);
    for (const at of [450, 2000, count - 1]) {
      const redeemed = await redeem(admin, { code: `MANY-${at}`, user: { id: `u${at}` } });
      expect(redeemed).toMatchObject({ state: 'redeemed' });
    }
    return { begun };
  });
  await undoing.begun;
  const { undone, undoStaying, undoStays } = await withJobs(couponImport).keptImport(admin, id);
  expect([undone, undoStaying, undoStays.map(({ why }) => why)]).toEqual([count - 3, 3, ['used', 'used', 'used']]);
  // Each transaction wrote a part.
  const [most] = await test.sql`select max(n)::int as n, count(*)::int as parts from (
    select count(*) as n from coupons where code like 'MANY-%' and deleted_at is not null group by xmin) as written`;
  expect(most).toEqual({ n: 200, parts: 20 });
});

it('is for callers that can write coupons', async () => {
  const { id, of } = await importedIds('U-OTHERS');
  const reader = await makeKeyContext(test.db, ['coupons:read']);
  for (const ctx of [await makeUserContext(test.db, 'support'), reader]) {
    await expect(couponImport.recentImports(ctx)).rejects.toBeInstanceOf(Forbidden);
    for (const use of [couponImport.planUndo, couponImport.undoImport]) {
      await expect(use(ctx, { id })).rejects.toBeInstanceOf(Forbidden);
    }
  }
  expect(await getCoupon(admin, { id: of('U-OTHERS') })).toMatchObject({ deletedAt: null });
});
