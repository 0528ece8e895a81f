import type { z } from 'zod';
import { type CreateCouponInput, createCouponInput } from './schemas';

// All of one length: lists are in the order of names and codes, and files of tests share this number.
let serial = 100_000;

/** A coupon that can be redeemed now, as tests need one; every field can be given another value. */
export function newCoupon(fields: Partial<z.input<typeof createCouponInput>> = {}): CreateCouponInput {
  return createCouponInput.parse({ code: `C${process.pid}-${++serial}`, discount: 25, duration: 'once', ...fields });
}
