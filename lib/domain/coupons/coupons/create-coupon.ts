import { Invalid } from '@/lib/core/errors';
import { secondPerson } from '@/lib/platform/approvals/second-person';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import type { Coupon } from './coupon-row';
import { checkCoupon, findTaken, refuseTakenCode } from './find-coupon-problems';
import { insertCoupons } from './insert-coupons';
import { needForFreeCoupon } from './need-for-free-coupon';
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
        const [coupon] = await insertCoupons(tx, [input]);
        if (!coupon) throw new Error('The coupon was not written.');
        return coupon;
      });
    } catch (error) {
      return refuseTakenCode(error);
    }
  },
  { check: checkCoupon, secondPerson: secondPerson('coupon_new', needForFreeCoupon) },
);
