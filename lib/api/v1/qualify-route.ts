import { createRoute, z } from '@hono/zod-openapi';
import { mostQualifying, type QualifyingCoupon } from '@/lib/domain/redemptions/redemptions/qualify';
import { qualifyInput } from '@/lib/domain/redemptions/redemptions/schemas';
import { needs } from '../http/authenticate';
import { commonRefusals } from './problem-response';
import { checkedDiscountSchema, discountExample, purchaseExample, serializeCheckedDiscount } from './redemption-shape';

const qualifyingSchema = z
  .object({
    coupon: z.object({ id: z.number().int(), code: z.string() }),
    description: z.string().nullable(),
    expires_at: z.iso.datetime().nullable().meta({ description: 'Until when it can be redeemed (exclusive).' }),
    discount: checkedDiscountSchema,
  })
  .meta({ id: 'QualifyingCoupon' });

const answerSchema = z
  .object({ data: z.array(qualifyingSchema).max(mostQualifying) })
  .meta({ id: 'QualifyingCoupons' });

export const qualifyRoute = createRoute({
  method: 'post',
  path: '/redemptions/qualify',
  operationId: 'qualify',
  middleware: needs('redemptions.read'),
  tags: ['Redemptions'],
  security: [{ bearer: [] }],
  summary: 'Ask which coupons fit a purchase',
  description:
    `The public coupons that would pass for this user and purchase, the best for the customer first, at most ${mostQualifying}, ` +
    'each with what it takes off. Of those that take off the same, the one that ends first comes first. Without a price ' +
    '(`purchase.amount`, or that of the TVOD price) what comes off is not known; the highest percentages come first then.\n\n' +
    'Takes nothing. Needs the scope `redemptions:read`. Coupons that need an issued code are not among them.',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: qualifyInput,
          example: purchaseExample,
        },
      },
    },
  },
  responses: {
    200: {
      description: 'The coupons that would pass.',
      content: {
        'application/json': {
          schema: answerSchema,
          example: {
            data: [
              {
                coupon: { id: 1, code: 'WELCOME25' },
                description: 'A quarter off the first three months',
                expires_at: null,
                discount: { ...discountExample, missing: [] },
              },
            ],
          },
        },
      },
    },
    ...commonRefusals,
  },
});

export const serializeQualifying = ({ id, code, description, expiresAt, discount }: QualifyingCoupon) => ({
  coupon: { id, code },
  description,
  expires_at: expiresAt?.toISOString() ?? null,
  discount: serializeCheckedDiscount(discount),
});
