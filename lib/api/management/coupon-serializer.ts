import { z } from '@hono/zod-openapi';
import type { Coupon } from '@/lib/domain/coupons/coupons/coupon-row';
import { describeDiscount } from '@/lib/domain/coupons/coupons/describe-discount';
import {
  type CreateCouponInput,
  couponDurations,
  couponSecurities,
  couponStatuses,
} from '@/lib/domain/coupons/coupons/schemas';
import { publicId } from './field-names';
import { readInteger, readTime } from './field-values';

/** COUPON of the contract. */
export function couponShape(coupon: Coupon) {
  return {
    id: publicId(coupon.id, coupon.code),
    code: coupon.code,
    status: coupon.status,
    duration: coupon.duration,
    cycles: coupon.cycles,
    discount: coupon.discount,
    max_redemptions: coupon.maxRedemptions,
    expiration_date: coupon.expiresAt?.toISOString() ?? null,
    security: coupon.security,
    unique_redemption: coupon.uniqueRedemption,
    release_date: coupon.releaseAt?.toISOString() ?? null,
    months: coupon.duration === 'repeating' ? coupon.cycles : 0,
    description: coupon.description ?? describeDiscount(coupon),
    redemptions: coupon.redemptions,
    created_at: coupon.createdAt.toISOString(),
    updated_at: coupon.updatedAt.toISOString(),
  };
}

type Field = keyof CreateCouponInput;
const asIs = (value: unknown) => value;

const readers: Record<string, { field: Field; read: (value: unknown) => unknown }> = {
  code: { field: 'code', read: asIs },
  status: { field: 'status', read: asIs },
  duration: { field: 'duration', read: asIs },
  cycles: { field: 'cycles', read: (value) => (value === null ? 0 : readInteger(value)) },
  discount: { field: 'discount', read: readInteger },
  max_redemptions: { field: 'maxRedemptions', read: readInteger },
  expiration_date: { field: 'expiresAt', read: readTime },
  security: { field: 'security', read: asIs },
  unique_redemption: { field: 'uniqueRedemption', read: asIs },
  release_date: { field: 'releaseAt', read: readTime },
  description: { field: 'description', read: asIs },
};

/** The fields of ours in a body's object, for a use case to parse; unknown keys are left out. */
export function readFields(body: Record<string, unknown>): Partial<CreateCouponInput> {
  const known = Object.entries(body).flatMap(([key, value]) => {
    const reader = Object.hasOwn(readers, key) ? readers[key] : undefined;
    return reader ? [[reader.field, reader.read(value)]] : [];
  });
  return Object.fromEntries(known);
}

const example = {
  id: '1-teste',
  code: 'teste',
  status: 'available',
  duration: 'once',
  cycles: 0,
  discount: 100,
  max_redemptions: null,
  expiration_date: null,
  security: 'public',
  unique_redemption: false,
  release_date: null,
  months: 0,
  description: '100%',
  redemptions: 0,
  created_at: '2026-11-03T06:15:00.000Z',
  updated_at: '2026-11-03T06:15:00.000Z',
} as const;

const time = z.string().nullable().openapi({ format: 'date-time' });

/** The documented shapes; `readFields` and `couponShape` are what they describe. */
export const couponSchema = z
  .object({
    id: z.string(),
    code: z.string(),
    status: z.enum(couponStatuses),
    duration: z.enum(couponDurations),
    cycles: z.int(),
    discount: z.int(),
    max_redemptions: z.int().nullable(),
    expiration_date: time,
    security: z.enum(couponSecurities),
    unique_redemption: z.boolean(),
    release_date: time,
    months: z.int(),
    description: z.string(),
    redemptions: z.int(),
    created_at: z.string().openapi({ format: 'date-time' }),
    updated_at: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('Coupon', { example });

export const couponBodySchema = z
  .object({
    code: z.string().openapi({ description: '1 to 64 of letters, digits, - and _.' }),
    status: z.enum(couponStatuses).optional(),
    duration: z.enum(couponDurations),
    cycles: z.int().min(0).max(120).optional().openapi({ description: 'Required when repeating.' }),
    discount: z.int().min(1).max(100),
    max_redemptions: z.int().min(1).nullable().optional(),
    expiration_date: time.optional().openapi({ description: 'Redeemable until (exclusive). Without an offset: UTC.' }),
    security: z.enum(couponSecurities).optional(),
    unique_redemption: z.boolean().optional(),
    release_date: time.optional().openapi({ description: 'Redeemable from (inclusive). Without an offset: UTC.' }),
    description: z.string().max(500).nullable().optional(),
  })
  .openapi('CouponBody');

export const couponExample = example;
