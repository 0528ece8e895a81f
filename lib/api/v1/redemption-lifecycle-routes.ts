import { createRoute, z } from '@hono/zod-openapi';
import {
  bookCycleInput,
  listRedemptionsInput,
  rollBackRedemptionInput,
} from '@/lib/domain/redemptions/redemptions/schemas';
import { unchanged } from '../http/answer-one';
import { needs } from '../http/authenticate';
import { idempotency, idempotencyHeader } from '../http/idempotency';
import { pageResponse } from './page-response';
import { commonRefusals, conflictResponse, notFoundResponse } from './problem-response';
import { redemptionAnswer } from './redemption-routes';
import { redemptionExample, redemptionSchema } from './redemption-shape';

const shared = { tags: ['Redemptions'], security: [{ bearer: [] }] };
const params = z.object({
  id: z
    .string()
    .regex(/^\d{1,15}$/, 'Give the id of a redemption, a whole number.')
    .transform(Number)
    .openapi({ param: { name: 'id', in: 'path' }, type: 'integer', description: "The redemption's id.", example: 1 }),
});
const refusals = { ...commonRefusals, 404: notFoundResponse('redemption') };
const headers = z.object(idempotencyHeader);

export const listRoute = createRoute({
  ...shared,
  method: 'get',
  path: '/redemptions',
  operationId: 'listRedemptions',
  middleware: needs('redemptions.read'),
  summary: 'List redemptions',
  description:
    'Your own, newest first. Give `next` back as `after` for the page that follows. Needs `redemptions:read`.',
  request: { query: listRedemptionsInput },
  responses: {
    200: pageResponse('redemptions', redemptionSchema, redemptionExample),
    ...commonRefusals,
  },
});

export const getRoute = createRoute({
  ...shared,
  method: 'get',
  path: '/redemptions/{id}',
  operationId: 'getRedemption',
  middleware: needs('redemptions.read'),
  summary: 'Get a redemption',
  description: 'Needs `redemptions:read`.',
  request: { params },
  responses: { 200: redemptionAnswer('The redemption as it is now.'), ...unchanged, ...refusals },
});

export const confirmRoute = createRoute({
  ...shared,
  method: 'post',
  path: '/redemptions/{id}/confirm',
  operationId: 'confirmRedemption',
  middleware: [needs('redemptions.write'), idempotency] as const,
  summary: 'Confirm a hold',
  description: 'Makes a hold a redemption, as long as its time is not over. Asking again answers the same.',
  request: { params, headers },
  responses: {
    200: redemptionAnswer('It is redeemed.'),
    ...refusals,
    409: conflictResponse('The hold expired (`hold_lapsed`) or was rolled back (`already_rolled_back`).', {
      code: 'hold_lapsed',
      title: 'The hold expired. Redeem the code again.',
    }),
  },
});

export const rollBackRoute = createRoute({
  ...shared,
  method: 'post',
  path: '/redemptions/{id}/roll_back',
  operationId: 'rollBackRedemption',
  middleware: [needs('redemptions.write'), idempotency] as const,
  summary: 'Roll a redemption back',
  description: 'For a purchase that failed: the code and its place under the limit are free again. Works once.',
  request: {
    params,
    headers,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: rollBackRedemptionInput.omit({ id: true }),
          example: { reason: 'Payment failed' },
        },
      },
    },
  },
  responses: {
    200: redemptionAnswer('It is rolled back.', {
      ...redemptionExample,
      state: 'rolled_back',
      ended_at: '2026-11-03T06:17:30.000Z',
      end_reason: 'Payment failed',
    }),
    ...refusals,
    409: conflictResponse(
      'It was rolled back before (`already_rolled_back`), or its hold expired by itself (`hold_lapsed`).',
      {
        code: 'already_rolled_back',
        title: 'This was rolled back before.',
      },
    ),
  },
});

export const bookCycleRoute = createRoute({
  ...shared,
  method: 'post',
  path: '/redemptions/{id}/cycles',
  operationId: 'bookCycle',
  middleware: [needs('redemptions.write'), idempotency] as const,
  summary: 'Book a billing cycle',
  description:
    'Says that the discount was given for one more billing cycle of the subscription, and what is left of it.',
  request: {
    params,
    headers,
    body: {
      required: true,
      content: { 'application/json': { schema: bookCycleInput.omit({ id: true }), example: { number: 1 } } },
    },
  },
  responses: {
    200: {
      description: 'It is booked, now or before.',
      content: {
        'application/json': {
          schema: z.object({
            number: z.number().int(),
            percent: z.number().int().meta({ description: 'What comes off in this cycle.' }),
            booked: z.number().int().meta({ description: 'How many cycles are booked.' }),
            left: z.number().int().nullable().meta({ description: 'How many are left; null when it holds forever.' }),
          }),
          example: { number: 1, percent: 25, booked: 1, left: 2 },
        },
      },
    },
    ...refusals,
    409: conflictResponse(
      'The discount covers no further cycle (`cycles_used_up`), or it is not redeemed (`not_redeemed`).',
      {
        code: 'cycles_used_up',
        title: 'The discount covers 3 cycles, and this is number 4.',
      },
    ),
  },
});
