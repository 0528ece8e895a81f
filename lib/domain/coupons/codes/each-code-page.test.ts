import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { codeBatches, codes } from '@/db/schema/coupons';
import { openTestDatabase } from '@/db/testing';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { eachCodePage } from './each-code-page';
import { issueBatch } from './issue-batch';
import { requestBatch } from './request-batch';

const test = openTestDatabase({ max: 4 });
const admin = prepared(() => makeUserContext(test.db, 'admin'));

it('walks the codes of one batch alone, also when another was written between them', async () => {
  const { id: couponId } = await createCoupon(admin, newCoupon());
  const worker = systemContext(test.db, 'issue-batch');
  const [one, two] = [
    await requestBatch(admin, { couponId, count: 25_000 }),
    await requestBatch(admin, { couponId, count: 25_000 }),
  ];
  await Promise.all([
    issueBatch(worker, { batchId: one.id, chunkSize: 300 }),
    issueBatch(worker, { batchId: two.id, chunkSize: 300 }),
  ]);
  await requestBatch(admin, { couponId, count: 10 });
  const ids = [];
  for await (const rows of eachCodePage(test.db, { couponId, batchId: one.id })) ids.push(...rows.map(({ id }) => id));
  const all = await test.db.select({ id: codes.id }).from(codes).where(eq(codes.batchId, one.id));
  expect(ids.length).toBe(25_000);
  expect(new Set(ids)).toEqual(new Set(all.map(({ id }) => id)));
  const [row] = await test.db.select().from(codeBatches).where(eq(codeBatches.id, one.id));
  expect(Math.min(...ids)).toBeGreaterThanOrEqual(row?.firstCodeId ?? Number.POSITIVE_INFINITY);
  expect(Math.max(...ids)).toBeLessThanOrEqual(row?.lastCodeId ?? 0);
});
