import { couponsReached } from '@/lib/domain/coupons/coupons/coupon-reach';
import { operation } from '@/lib/platform/context/operation';
import { countOut } from './count-codes.sql';
import { countCodesOutInput } from './schemas';

const countedUpTo = 100_000;

/** How many codes of each of these coupons are out, available or sold, up to 100,000. One without any is left out. @throws Forbidden */
export const countCodesOut = operation('coupons.read', countCodesOutInput, async (ctx, { couponIds }) => {
  const rows = await countOut(ctx.db, { couponIds, reached: couponsReached(ctx), limit: countedUpTo });
  return rows.map(({ id, count }) => ({ couponId: Number(id), count: Number(count) }));
});
