import { Invalid } from '@/lib/core/errors';
import { secondPerson } from '@/lib/platform/approvals/second-person';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { changeLinks } from './change-links';
import type { Coupon } from './coupon-row';
import { createCoupon } from './create-coupon';
import { checkCoupon } from './find-coupon-problems';
import { needForFreeCoupon } from './need-for-free-coupon';
import { createLinkedCouponInput } from './schemas';

/**
 * Creates a coupon together with the plans and TVOD prices that it pays for: never open to anything in between.
 * @throws Forbidden, NeedsSecondPerson, Invalid (also when one of them is gone or archived)
 */
export const createLinkedCoupon = operation(
  'coupons.write',
  createLinkedCouponInput,
  async (ctx, { userGroupIds, tvodPriceIds, ...fields }): Promise<Coupon> => {
    return inTransaction(ctx, async (tx) => {
      const coupon = await createCoupon(tx, fields);
      const link = { couponId: coupon.id, action: 'link' } as const;
      for (const [name, kind, ids] of [
        ['userGroupIds', 'user_group', userGroupIds],
        ['tvodPriceIds', 'tvod_price', tvodPriceIds],
      ] as const) {
        if (ids.length === 0) continue;
        const { missing } = await changeLinks(tx, { ...link, kind, ids });
        if (missing.length > 0) throw new Invalid({ [name]: ['names one that is archived or gone. Choose again.'] });
      }
      return coupon;
    });
  },
  {
    check: (ctx, { userGroupIds: _, tvodPriceIds: __, ...fields }) => checkCoupon(ctx, fields),
    secondPerson: secondPerson('coupon_new', needForFreeCoupon),
  },
);
