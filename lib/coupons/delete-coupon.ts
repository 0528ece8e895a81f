import { eq } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { recordAudit } from '@/lib/audit/record-audit';
import { assertCan } from '@/lib/auth/permissions';
import { type Context, inTransaction } from '@/lib/context';
import { NotFound } from '@/lib/errors';
import { type Coupon, couponColumns } from './coupon-row';
import { lockCoupon } from './get-coupon';

/**
 * Puts a coupon into the bin: its redemptions and statistics stay, and its code is free for another one.
 * @throws Forbidden, NotFound
 */
export async function deleteCoupon(ctx: Context, { id }: { id: number }): Promise<Coupon> {
  assertCan(ctx, 'coupons.write');
  return inTransaction(ctx, async (tx) => {
    // Waits for codes that are being written, which a mere update would not.
    await lockCoupon(tx, id, 'update');
    const now = tx.now();
    const [coupon] = await tx.db
      .update(coupons)
      .set({ deletedAt: now })
      .where(eq(coupons.id, id))
      .returning(couponColumns(now));
    if (!coupon) throw new NotFound('The coupon');
    const data = { code: coupon.code };
    await recordAudit(tx, { action: 'coupon.deleted', subjectKind: 'coupon', subjectId: id, data });
    return coupon;
  });
}
