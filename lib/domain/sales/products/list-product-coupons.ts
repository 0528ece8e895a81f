import { desc, isNull } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { type Coupon, couponState } from '@/lib/domain/coupons/coupons/coupon-row';
import { type PinWorth, pinWorthOfCoupon } from '@/lib/domain/coupons/coupons/pin-worth.sql';
import { noInput, operation } from '@/lib/platform/context/operation';

export type ProductCoupon = Pick<Coupon, 'id' | 'code' | 'description' | 'state' | 'expiresAt'> & { worth: PinWorth };

const most = 500;

/** The coupons that a product can be made of, the newest first, each with what its PINs are worth. @throws Forbidden */
export const listProductCoupons = operation('products.write', noInput, async (ctx): Promise<ProductCoupon[]> => {
  const { id, code, description, expiresAt, createdAt } = coupons;
  return ctx.db
    .select({ id, code, description, expiresAt, state: couponState(ctx.now()), worth: pinWorthOfCoupon })
    .from(coupons)
    .where(isNull(coupons.deletedAt))
    .orderBy(desc(createdAt), desc(id))
    .limit(most);
});
