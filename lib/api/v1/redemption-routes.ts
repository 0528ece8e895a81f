import { createRoute, z } from '@hono/zod-openapi';
import { redeemBody } from '@/lib/domain/redemptions/redemptions/schemas';
import { needs } from '../http/authenticate';
import { commonRefusals, helpExample, keyedInvalid, limitReached, problemResponse } from './problem-response';
import { purchaseExample, redemptionExample, redemptionSchema } from './redemption-shape';
import { requireIdempotencyKey } from './require-idempotency-key';
import { sayDeprecated } from './versioning';

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
  middleware: [needs('redemptions.write'), requireIdempotencyKey, sayDeprecated] as const,
  tags,
  security,
  summary: 'Redeem a code',
  description:
    "Takes an issued code, or a public coupon's own code, for one user. Needs the scope `redemptions:write`.\n\n" +
    'Send an `Idempotency-Key` of your own with each; it is required. When the answer is lost, the same request with the same key gets ' +
    'the first answer again, and nothing is taken twice. A refusal is not kept: the same key may be sent again later.\n\n' +
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
            ...purchaseExample,
            purchase: { ...purchaseExample.purchase, reference: 'sub-881' },
          },
        },
      },
    },
  },
  responses: {
    201: redemptionAnswer(
      'The code is redeemed, or held. With `Idempotent-Replayed: true` this `Idempotency-Key` did so before, and this is the ' +
        'first answer again; `GET /redemptions/{id}` says what became of it since.',
    ),
    ...commonRefusals,
    400: keyedInvalid,
    409: problemResponse('It cannot be redeemed, or the `Idempotency-Key` belongs to another request.', {
      status: 409,
      code: 'limit_reached',
      title: limitReached.message,
      reasons: [limitReached],
      valid_until: null,
      help_url: helpExample,
    }),
    429: problemResponse(
      'Too many requests, or too many wrong codes. Wait for the number of seconds in `Retry-After`.',
      {
        status: 429,
        code: 'rate_limited',
        title: 'Too many attempts. Try again in 8 seconds.',
      },
    ),
  },
});
