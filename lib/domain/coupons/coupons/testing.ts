import type { z } from 'zod';
import { type CreateCouponInput, createCouponInput } from './schemas';

let serial = 0;

/** A coupon that can be redeemed now, as tests need one; every field can be given another value. */
export function newCoupon(fields: Partial<z.input<typeof createCouponInput>> = {}): CreateCouponInput {
  return createCouponInput.parse({ code: `C${process.pid}-${++serial}`, discount: 25, duration: 'once', ...fields });
}
