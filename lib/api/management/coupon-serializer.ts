import { z } from '@hono/zod-openapi';
import { couponFields } from '@/lib/core/entities/coupon';
import type { Coupon } from '@/lib/domain/coupons/coupons/coupon-row';
import { describeDiscount } from '@/lib/domain/coupons/coupons/describe-discount';
import type { CreateCouponInput } from '@/lib/domain/coupons/coupons/schemas';
import type { Context } from '@/lib/platform/context/context';
import { publicId } from './field-names';
import { answerSchemas, bodySchemas, exampleOf, readFields, writeFields } from './fields';

const { description: described, ...fields } = couponFields;

/** COUPON of the contract. */
export function couponShape(coupon: Coupon) {
  return {
    id: publicId(coupon.id, coupon.code),
    ...writeFields(fields, coupon),
    months: coupon.duration === 'repeating' ? coupon.cycles : 0,
    description: coupon.description ?? describeDiscount(coupon),
    redemptions: coupon.redemptions,
    created_at: coupon.createdAt.toISOString(),
    updated_at: coupon.updatedAt.toISOString(),
  };
}

/** The fields in a body's object, for a use case to parse. */
export const readCouponFields = (ctx: Pick<Context, 'db'>, body: Record<string, unknown>) =>
  readFields(ctx, couponFields, body) as Promise<Partial<CreateCouponInput>>;

const time = z.string().openapi({ format: 'date-time' });
const at = '2026-11-03T06:15:00.000Z';

export const couponExample = {
  id: '1-teste',
  ...exampleOf(fields),
  months: 0,
  description: described.example,
  redemptions: 0,
  created_at: at,
  updated_at: at,
};

/** The documents of `couponShape` and `readCouponFields`. */
export const couponSchema = z
  .object({
    id: z.string(),
    ...answerSchemas(fields),
    months: z.int(),
    description: z.string(),
    redemptions: z.int(),
    created_at: time,
    updated_at: time,
  })
  .openapi('Coupon', { example: couponExample });

export const couponBodySchema = z.object(bodySchemas(couponFields)).openapi('CouponBody');
