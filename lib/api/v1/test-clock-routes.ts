import { createRoute, z } from '@hono/zod-openapi';
import { needs } from '../http/authenticate';
import { idempotency, idempotencyHeader } from '../http/idempotency';
import { commonRefusals, conflictResponse, keyConflict } from './problem-response';

const clockSchema = z
  .object({
    now: z.iso.datetime().meta({ description: 'What time it is in test mode (ISO 8601, UTC).' }),
    ahead_seconds: z.number().int().meta({ description: 'How far that is ahead of the real time, in seconds.' }),
  })
  .meta({ id: 'TestClock' });

export const serializeClock = (aheadMs: number, now: Date): z.infer<typeof clockSchema> => ({
  now: now.toISOString(),
  ahead_seconds: Math.floor(aheadMs / 1_000),
});

const answer = (description: string, aheadSeconds: number) => ({
  description,
  content: {
    'application/json': {
      schema: clockSchema,
      example: { now: '2026-11-03T06:20:00.000Z', ahead_seconds: aheadSeconds },
    },
  },
});

const shared = { path: '/test_clock', tags: ['Test mode'], security: [{ bearer: [] }] };
const only = 'Only with a test key; with a live one there is no such call. All of test mode has one clock.';
const moving = 'Needs the scope `redemptions:write`.';

export const getClockRoute = createRoute({
  ...shared,
  method: 'get',
  operationId: 'getTestClock',
  middleware: needs('redemptions.read'),
  summary: 'Get the time of test mode',
  description: `${only} Needs the scope \`redemptions:read\`.`,
  responses: { 200: answer('What time it is there.', 300), ...commonRefusals },
});

export const advanceClockRoute = createRoute({
  ...shared,
  method: 'post',
  operationId: 'advanceTestClock',
  middleware: [needs('redemptions.write'), idempotency] as const,
  summary: 'Move the time of test mode forward',
  description:
    'Holds, coupons and codes end as they would by then, and what is due, such as the look-up of a pending purchase, is done ' +
    `within some seconds. ${only} ${moving}`,
  request: {
    headers: z.object(idempotencyHeader),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.object({
            advance_seconds: z
              .number()
              .int('Send a whole number of seconds.')
              .min(1, 'Send at least 1.')
              .max(316_224_000, 'Send at most 316224000, ten years.')
              .meta({ description: 'By how much, in seconds.' }),
          }),
          example: { advance_seconds: 300 },
        },
      },
    },
  },
  responses: {
    200: answer('It is that time now.', 300),
    ...commonRefusals,
    409: conflictResponse('It would be too far ahead.', {
      code: 'too_far',
      title: 'The clock of test mode can be at most ten years ahead.',
    }),
  },
});

export const resetClockRoute = createRoute({
  ...shared,
  method: 'delete',
  operationId: 'resetTestClock',
  middleware: [needs('redemptions.write'), idempotency] as const,
  summary: 'Set the time of test mode to the real one',
  description: `What happened in between keeps its time, which is to come then; what was put off is due at once. ${only} ${moving}`,
  request: { headers: z.object(idempotencyHeader) },
  responses: { 200: answer('It has the real time again.', 0), ...commonRefusals, 409: keyConflict },
});
