import { getCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { replayLinksInput } from '@/lib/domain/coupons/coupons/schemas';
import { operation } from '@/lib/platform/context/operation';
import { type Replay, tryChange } from './try-change';

const nothing = { link: [], unlink: [] };

/**
 * Tries on the redemptions and refusals of the last 30 days what linking or unlinking plans or TVOD prices would do, and changes
 * nothing. @throws Forbidden, NotFound
 */
export const replayLinks = operation('coupons.write', replayLinksInput, async (ctx, change): Promise<Replay> => {
  const { couponId, kind, action, ids } = change;
  const coupon = await getCoupon(ctx, { id: couponId });
  const links = { user_group: nothing, tvod_price: nothing, [kind]: { ...nothing, [action]: ids } };
  return tryChange(ctx, { before: coupon, proposed: coupon, links });
});
