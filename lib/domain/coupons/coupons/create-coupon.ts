import { coupons } from '@/db/schema/coupons';
import { Invalid } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { type Coupon, couponColumns } from './coupon-row';
import { couponRuleProblems } from './coupon-rules';
import { refuseTakenCode } from './find-coupon-problems';
import type { CreateCouponInput } from './schemas';

/** @throws Forbidden, Invalid (fields that contradict each other, or a code that another coupon has) */
export async function createCoupon(ctx: Context, input: CreateCouponInput): Promise<Coupon> {
  assertCan(ctx, 'coupons.write');
  const problems = couponRuleProblems(input);
  if (Object.keys(problems).length > 0) throw new Invalid(problems);
  try {
    return await inTransaction(ctx, async (tx) => {
      const now = tx.now();
      const [coupon] = await tx.db
        .insert(coupons)
        .values({ ...input, createdAt: now, updatedAt: now })
        .returning(couponColumns(now));
      if (!coupon) throw new Error('The coupon was not written.');
      const { code, discount, duration } = coupon;
      await recordAudit(tx, {
        action: 'coupon.created',
        subjectKind: 'coupon',
        subjectId: coupon.id,
        data: { code, discount, duration },
      });
      return coupon;
    });
  } catch (error) {
    return refuseTakenCode(error);
  }
}
