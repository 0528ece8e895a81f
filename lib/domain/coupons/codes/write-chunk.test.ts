import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { codeBatches } from '@/db/schema/coupons';
import { countLockWaits, openTestDatabase } from '@/db/testing';
import { deleteCoupon } from '@/lib/domain/coupons/coupons/delete-coupon';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { requestBatch } from './request-batch';
import { inChunk } from './write-chunk';

const test = openTestDatabase({ max: 8 });

it('lets its coupon be redeemed while codes are written, and be deleted only then', async () => {
  const admin = await makeUserContext(test.db, 'admin');
  const platform = await makeKeyContext(test.db, ['redemptions:write']);
  const { id: couponId, code } = await makeCoupon(test.db);
  const { id } = await requestBatch(admin, { couponId, count: 2000 });
  await test.db.update(codeBatches).set({ state: 'running' }).where(eq(codeBatches.id, id));
  const chunk = (write: () => Promise<number>) =>
    inChunk(systemContext(test.db, 'test'), { id, couponId, createdAt: new Date() }, write);

  let deletion: Promise<unknown> | undefined;
  await chunk(async () => {
    await redeem(platform, { code, user: { id: 'a' } });
    deletion = deleteCoupon(admin, { id: couponId });
    await expect.poll(() => countLockWaits(test), { timeout: 30_000 }).toBe(1);
    return 0;
  });
  await deletion;
  expect(await chunk(async () => expect.unreachable())).toEqual({ kind: 'coupon_deleted' });
});
