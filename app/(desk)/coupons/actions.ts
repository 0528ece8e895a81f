'use server';

import type { z } from 'zod';
import { action } from '@/app/session/action';
import { changeCoupons } from '@/lib/domain/coupons/coupons/change-coupons';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { deleteCoupon } from '@/lib/domain/coupons/coupons/delete-coupon';
import { duplicateCoupon } from '@/lib/domain/coupons/coupons/duplicate-coupon';
import { restoreCoupon } from '@/lib/domain/coupons/coupons/restore-coupon';
import {
  changeCouponsInput,
  couponInput,
  createCouponInput,
  duplicateCouponInput,
  updateCouponInput,
} from '@/lib/domain/coupons/coupons/schemas';
import { updateCoupon } from '@/lib/domain/coupons/coupons/update-coupon';

const create = action(createCouponInput, createCoupon);
const update = action(updateCouponInput, updateCoupon);
const remove = action(couponInput, deleteCoupon);
const restore = action(couponInput, restoreCoupon);
const changeMany = action(changeCouponsInput, changeCoupons);
const duplicate = action(duplicateCouponInput, duplicateCoupon);

export async function createCouponAction(input: z.input<typeof createCouponInput>) {
  return create(input);
}

export async function updateCouponAction(input: z.input<typeof updateCouponInput>) {
  return update(input);
}

export async function deleteCouponAction(input: z.input<typeof couponInput>) {
  return remove(input);
}

export async function restoreCouponAction(input: z.input<typeof couponInput>) {
  return restore(input);
}

export async function changeCouponsAction(input: z.input<typeof changeCouponsInput>) {
  return changeMany(input);
}

export async function duplicateCouponAction(input: z.input<typeof duplicateCouponInput>) {
  return duplicate(input);
}
