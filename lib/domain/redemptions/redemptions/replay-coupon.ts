import { Invalid } from '@/lib/core/errors';
import { findCouponProblems } from '@/lib/domain/coupons/coupons/find-coupon-problems';
import { getCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { type CreateCouponInput, updateCouponInput } from '@/lib/domain/coupons/coupons/schemas';
import { settleCoupon } from '@/lib/domain/coupons/coupons/settle-coupon';
import { operation } from '@/lib/platform/context/operation';
import { type Replay, tryChange } from './try-change';

const nothing = { link: [], unlink: [] };

/**
 * Tries a change of a coupon on its redemptions and refusals of the last 30 days, in the order in which they were, and changes
 * nothing. Each time its brake would have paused the coupon, what follows is tried as if it had been switched on again at once.
 * @throws Forbidden, NotFound, Invalid
 */
export const replayCoupon = operation('coupons.write', updateCouponInput, async (ctx, input): Promise<Replay> => {
  const { id, version: _, ...given } = input;
  const before = await getCoupon(ctx, { id });
  const fields = settleCoupon(given, before);
  const problems = await findCouponProblems(ctx, fields, before);
  if (Object.keys(problems).length > 0) throw new Invalid(problems);
  const proposed = { ...before, ...withoutUndefined(fields) };
  return tryChange(ctx, { before, proposed, links: { user_group: nothing, tvod_price: nothing } });
});

const withoutUndefined = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<CreateCouponInput>;
