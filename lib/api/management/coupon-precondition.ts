import { z } from '@hono/zod-openapi';
import { readCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import type { CouponSaving } from '@/lib/domain/coupons/coupons/stale-coupon';
import { can } from '@/lib/platform/context/permissions';
import { entityTag, whileUnchanged } from '../http/answer-one';
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
export const underPrecondition = (
  c: ManagementContext,
  id: number,
  write: (version: number | undefined) => Promise<Response>,
): Promise<Response> =>
  whileUnchanged(c, write, async (stale) => {
    const { error, message } = preconditionFailed[412].content['application/json'].example;
    const coupon = can(c.var.ctx.actor, 'coupons.read') ? await readCoupon(c.var.ctx, id) : null;
    if (!coupon) return c.json({ error, message }, 412);
    const now = { coupon: couponShape(coupon) };
    const changes = (stale.details.savings as CouponSaving[]).map(({ changed, ...one }) => ({
      ...one,
      changed: Object.fromEntries(Object.entries(changed).map(([field, values]) => [fieldName(field), values])),
    }));
    return c.json({ error, message, ...now, changes }, 412, { etag: entityTag(now, coupon.version) });
  });
