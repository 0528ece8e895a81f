import { createRoute, z } from '@hono/zod-openapi';
import { redeemBody } from '@/lib/domain/redemptions/redemptions/schemas';
import { needs } from '../http/authenticate';
import { commonRefusals, invalidExample, problemResponse } from './problem-response';
import { redemptionExample, redemptionSchema } from './redemption-shape';
import { advice, requireIdempotencyKey } from './require-idempotency-key';

const tags = ['Redemptions'];
const security = [{ bearer: [] }];

export const redemptionAnswer = (description: string, example = redemptionExample) => ({
  description,
  content: { 'application/json': { schema: redemptionSchema, example } },
});

export const redeemRoute = createRoute({
  method: 'post',
  path: '/redemptions',
  operationId: 'redeem',
  middleware: [needs('redemptions.write'), requireIdempotencyKey] as const,
  tags,
  security,
  summary: 'Redeem a code',
  description:
    "Takes an issued code, or a public coupon's own code, for one user. Needs the scope `redemptions:write`.\n\n" +
    'Send an `Idempotency-Key` of your own with each; it is required. When the answer is lost, the same request with the same key gives ' +
    'the same redemption, and nothing is taken twice. A refusal is not kept: the same key may be sent again later.\n\n' +
    'Keys with `redemptions:read` are answered every rule that refused. Others get one answer for unknown, used, deleted ' +
    'and expired codes alike, and growing pauses after many wrong codes.',
  request: {
    headers: z.object({
      'idempotency-key': z
        .string()
        .trim()
        .min(1)
        .max(255)
        .regex(/^[\x20-\x7e]*$/, 'Use printable ASCII characters.')
        .meta({ description: 'Your own name for this purchase, up to 255 characters.', example: 'order-20931' }),
    }),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: redeemBody,
          example: {
            code: 'WELCOME25',
            user: { id: 'user-4411', groups: ['Premium'], status: 'active' },
            purchase: { plan: 'Premium', amount: 99000, reference: 'sub-881' },
          },
        },
      },
    },
  },
  responses: {
    201: redemptionAnswer('The code is redeemed, or held.'),
    200: redemptionAnswer('This `Idempotency-Key` redeemed it before; this is that redemption as it is now.'),
    ...commonRefusals,
    400: problemResponse('The `Idempotency-Key` is missing, or something needs another value.', invalidExample, {
      status: 400,
      code: 'idempotency_key_required',
      title: advice,
      fields: { 'idempotency-key': [advice] },
    }),
    409: problemResponse('It cannot be redeemed, or the `Idempotency-Key` belongs to another request.', {
      status: 409,
      code: 'limit_reached',
      title: 'The coupon was used as often as it may be: 500 times.',
      reasons: [
        {
          rule: 'limit',
          passed: false,
          expected: 500,
          actual: 500,
          message: 'The coupon was used as often as it may be: 500 times.',
          code: 'limit_reached',
        },
      ],
    }),
    429: problemResponse('Too many wrong codes. Wait for the number of seconds in `Retry-After`.', {
      status: 429,
      code: 'rate_limited',
      title: 'Too many attempts. Try again in 8 seconds.',
    }),
  },
});
