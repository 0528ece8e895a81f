import { eq } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { NotFound } from '@/lib/core/errors';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { type Coupon, couponColumns } from './coupon-row';
import { lockCoupon } from './get-coupon';
import { recordCouponChanges } from './record-coupon-changes';
import { deleteCouponInput } from './schemas';
import { stale } from './stale-coupon';

/**
 * Puts a coupon into the bin: its redemptions and statistics stay, and its code is free for another one.
 * @throws Forbidden, NotFound, Conflict `stale` when `version` is given and somebody saved since
 */
export const deleteCoupon = operation('coupons.write', deleteCouponInput, async (ctx, input): Promise<Coupon> => {
  const { id, version } = input;
  return inTransaction(ctx, async (tx) => {
    // Waits for codes that are being written, which a mere update would not.
    const before = await lockCoupon(tx, id, 'update');
    if (version !== undefined && version !== before.version) throw await stale(tx, before, version);
    const now = tx.now();
    const [coupon] = await tx.db
      .update(coupons)
      .set({ deletedAt: now })
      .where(eq(coupons.id, id))
      .returning(couponColumns(now));
    if (!coupon) throw new NotFound('The coupon');
    const data = { code: coupon.code };
    await recordCouponChanges(tx, { action: 'coupon.deleted', subjectId: id, data });
    return coupon;
  });
});
