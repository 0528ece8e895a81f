'use server';

import { action } from '@/app/session/action';
import { countCodesOut } from '@/lib/domain/coupons/codes/count-codes-out';
import { changeCoupons } from '@/lib/domain/coupons/coupons/change-coupons';
import { createLinkedCoupon } from '@/lib/domain/coupons/coupons/create-linked-coupon';
import { deleteCoupon } from '@/lib/domain/coupons/coupons/delete-coupon';
import { duplicateCoupon } from '@/lib/domain/coupons/coupons/duplicate-coupon';
import { restoreCoupon } from '@/lib/domain/coupons/coupons/restore-coupon';
import { updateCoupon } from '@/lib/domain/coupons/coupons/update-coupon';
import { replayCoupon } from '@/lib/domain/redemptions/redemptions/replay-coupon';

export const changeCouponsAction = action(changeCoupons);
export const countCodesOutAction = action(countCodesOut);
export const createCouponAction = action(createLinkedCoupon);
export const deleteCouponAction = action(deleteCoupon);
export const duplicateCouponAction = action(duplicateCoupon);
export const replayCouponAction = action(replayCoupon);
export const restoreCouponAction = action(restoreCoupon);
export const updateCouponAction = action(updateCoupon);
