import { z } from '@hono/zod-openapi';
import { Conflict } from '@/lib/core/errors';
import { readCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import type { CouponSaving } from '@/lib/domain/coupons/coupons/stale-coupon';
import { can } from '@/lib/platform/context/permissions';
import { entityTag } from '../http/answer-one';
import type { ManagementContext } from './call';
import { couponExample, couponSchema, couponShape } from './coupon-serializer';
import { fieldName } from './field-names';

/** The header of a write: it is done only while the coupon is as it was read. */
export const ifMatch = z.object({
  'if-match': z.string().optional().openapi({
    description: 'The `ETag` of the coupon that was read. Redemptions do not change the part of it that is compared.',
    example: '*',
  }),
});

const saving = z.object({
  by: z.string(),
  at: z.string().openapi({ format: 'date-time' }),
  changed: z.record(z.string(), z.array(z.unknown())).openapi({ description: 'From what, to what, by field.' }),
});

export const preconditionFailed = {
  412: {
    description: 'It was changed since it was read; with what is there now, for keys that may read it.',
    content: {
      'application/json': {
        schema: z.object({
          error: z.string(),
          message: z.string(),
          coupon: couponSchema.optional(),
          changes: z.array(saving).optional(),
        }),
        example: {
          error: 'Precondition Failed',
          message: 'The coupon was changed since it was read. Nothing was overwritten.',
          coupon: couponExample,
          changes: [{ by: 'Sita', at: '2026-11-03T06:15:00.000Z', changed: { discount: [25, 100] } }],
        },
      },
    },
  },
};

/** Answers a write to an older version with what is there now, and who changed what since. */
export async function underPrecondition(
  c: ManagementContext,
  id: number,
  write: () => Promise<Response>,
): Promise<Response> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof Conflict) || error.reason !== 'stale') throw error;
    const { error: refused, message } = preconditionFailed[412].content['application/json'].example;
    const coupon = can(c.var.ctx.actor, 'coupons.read') ? await readCoupon(c.var.ctx, id) : null;
    if (!coupon) return c.json({ error: refused, message }, 412);
    const now = { coupon: couponShape(coupon) };
    const changes = (error.details.savings as CouponSaving[]).map(({ changed, ...one }) => ({
      ...one,
      changed: Object.fromEntries(Object.entries(changed).map(([field, values]) => [fieldName(field), values])),
    }));
    return c.json({ error: refused, message, ...now, changes }, 412, { etag: entityTag(now, coupon.version) });
  }
}
