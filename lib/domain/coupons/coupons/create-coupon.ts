import { coupons } from '@/db/schema/coupons';
import { Invalid } from '@/lib/core/errors';
import { ownDigests } from '@/lib/domain/coupons/reading/digest-code';
import { secondPerson } from '@/lib/platform/approvals/second-person';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { ownerOf } from '@/lib/platform/context/own-integrator';
import { type Coupon, couponColumns } from './coupon-row';
import { checkCoupon, findTaken, refuseTakenCode } from './find-coupon-problems';
import { needForFreeCoupon } from './need-for-free-coupon';
import { recordCouponChanges } from './record-coupon-changes';
import { createCouponInput } from './schemas';

/** @throws Forbidden, NeedsSecondPerson, Invalid (fields that contradict each other, or a code that another coupon or an issued code has) */
export const createCoupon = operation(
  'coupons.write',
  createCouponInput,
  async (ctx, input): Promise<Coupon> => {
    try {
      return await inTransaction(ctx, async (tx) => {
        const taken = await findTaken(tx, input.code);
        if (taken) throw new Invalid({ code: [taken] });
        const now = tx.now();
        const [coupon] = await tx.db
          .insert(coupons)
          .values({
            ...input,
            ...ownDigests(input.code),
            integratorId: ownerOf(tx.actor),
            createdAt: now,
            updatedAt: now,
          })
          .returning(couponColumns(now));
        if (!coupon) throw new Error('The coupon was not written.');
        const { code, discount, duration } = coupon;
        await recordCouponChanges(tx, {
          action: 'coupon.created',
          subjectId: coupon.id,
          data: { code, discount, duration },
        });
        return coupon;
      });
    } catch (error) {
      return refuseTakenCode(error);
    }
  },
  { check: checkCoupon, secondPerson: secondPerson('coupon_new', needForFreeCoupon) },
);
