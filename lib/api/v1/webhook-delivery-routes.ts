import { createRoute, z } from '@hono/zod-openapi';
import { timeText } from '@/lib/core/instant';
import { pageLimit } from '@/lib/core/page-limit';
import { testEventType, webhookEventTypes } from '@/lib/platform/webhooks/event-types';
import { webhookDeliveryStates } from '@/lib/platform/webhooks/filters';
import type { getWebhookDelivery, listWebhookDeliveries } from '@/lib/platform/webhooks/list-webhook-deliveries';
import { needs } from '../http/authenticate';
import { idempotency, idempotencyHeader } from '../http/idempotency';
import { pageResponse } from './page-response';
import { commonRefusals, conflictResponse, notFoundResponse } from './problem-response';
import { endpointId } from './webhook-endpoint-routes';

type Delivery = Awaited<ReturnType<typeof listWebhookDeliveries>>['rows'][number];
type WholeDelivery = Awaited<ReturnType<typeof getWebhookDelivery>>;

const eventTypes = [...webhookEventTypes, testEventType] as const;

const deliverySchema = z
  .object({
    id: z.number().int(),
    event_id: z.string().meta({ description: 'The `webhook-id` of its messages, and the id in the list of events.' }),
    event_type: z.enum(eventTypes).meta({ description: 'The type of the event.' }),
    happened_at: z.iso.datetime().meta({ description: 'When the event happened (ISO 8601, UTC).' }),
    state: z.enum(webhookDeliveryStates).meta({
      description: '`pending` waits to be sent, `failed` was given up, `cancelled` was not sent as its webhook is off.',
    }),
    attempts: z.number().int().meta({ description: 'How often it was sent.' }),
    attempts_left: z.number().int().meta({ description: 'In this round; a replay begins a new one.' }),
    next_attempt_at: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'When it is sent next (ISO 8601, UTC); null when it is over.' }),
    last_attempt_at: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'When it was last sent (ISO 8601, UTC); null when never.' }),
    last_status: z.number().int().nullable().meta({ description: 'The status that your endpoint answered with.' }),
    last_error: z.string().nullable().meta({ description: 'Why there was no answer, as a word for programs.' }),
    last_duration_ms: z.number().int().nullable().meta({ description: 'How long the answer took, in milliseconds.' }),
  })
  .meta({ id: 'WebhookDelivery' });

const wholeSchema = deliverySchema
  .extend({
    body: z.string().meta({ description: 'What was sent, byte for byte: the signature is over it.' }),
    last_response: z.string().nullable().meta({ description: 'How the body of your last answer began.' }),
  })
  .meta({ id: 'WebhookDeliveryWithBody' });

const iso = (at: Date | null) => at?.toISOString() ?? null;

export const serializeDelivery = (delivery: Delivery): z.infer<typeof deliverySchema> => ({
  id: delivery.id,
  event_id: delivery.eventId,
  event_type: delivery.eventType as (typeof eventTypes)[number],
  happened_at: delivery.happenedAt.toISOString(),
  state: delivery.state,
  attempts: delivery.attempts,
  attempts_left: delivery.attemptsLeft,
  next_attempt_at: iso(delivery.nextAttemptAt),
  last_attempt_at: iso(delivery.lastAttemptAt),
  last_status: delivery.lastStatus,
  last_error: delivery.lastError,
  last_duration_ms: delivery.lastDurationMs,
});

export const serializeWholeDelivery = (delivery: WholeDelivery): z.infer<typeof wholeSchema> => ({
  ...serializeDelivery(delivery),
  body: delivery.body,
  last_response: delivery.lastResponse,
});

const example = {
  id: 1,
  event_id: 'msg_5b7c9f0e2d1a4c3b8e6f7a9012345678',
  event_type: 'sale.succeeded' as const,
  happened_at: '2026-11-03T06:15:00.000Z',
  state: 'pending' as const,
  attempts: 0,
  attempts_left: 10,
  next_attempt_at: '2026-11-03T06:15:00.000Z',
  last_attempt_at: null,
  last_status: null,
  last_error: null,
  last_duration_ms: null,
};
const wholeExample = {
  ...example,
  body: '{"type":"sale.succeeded","timestamp":"2026-11-03T06:15:00.000Z","data":{"sale_id":7}}',
  last_response: null,
};

const shared = { tags: ['Webhooks'], security: [{ bearer: [] }] };
const ofEndpoint = z.object({ id: endpointId });
const ofDelivery = ofEndpoint.extend({
  delivery_id: z
    .string()
    .regex(/^\d{1,15}$/, 'Give the id of a delivery, a whole number.')
    .transform(Number)
    .openapi({
      param: { name: 'delivery_id', in: 'path' },
      type: 'integer',
      description: "The delivery's id.",
      example: 1,
    }),
});
const headers = z.object(idempotencyHeader);
const writing = { ...shared, middleware: [needs('webhooks.write'), idempotency] };
const off = conflictResponse('The webhook is switched off.', {
  code: 'webhook_off',
  title: 'This webhook is switched off. Switch it on first.',
});
const whole = (description: string) => ({
  description,
  content: { 'application/json': { schema: wholeSchema, example: wholeExample } },
});

export const listDeliveriesRoute = createRoute({
  ...shared,
  middleware: needs('webhooks.read'),
  method: 'get',
  path: '/webhook_endpoints/{id}/deliveries',
  operationId: 'listWebhookDeliveries',
  summary: 'List the deliveries of a webhook',
  description:
    'What was sent to it or waits, the newest first, for 30 days. Give `next` back as `after` for the page that follows. ' +
    'Needs the scope `webhooks:write`.',
  request: {
    params: ofEndpoint,
    query: z.object({
      state: z.enum(webhookDeliveryStates).optional().meta({ description: 'Only those in this state.' }),
      type: z.enum(eventTypes).optional().meta({ description: 'Only of events of this type.' }),
      after: z.string().max(500).optional().meta({ description: 'The `next` of the page before.' }),
      limit: pageLimit,
    }),
  },
  responses: {
    200: pageResponse('data', deliverySchema, example),
    ...commonRefusals,
    404: notFoundResponse('webhook'),
  },
});

export const getDeliveryRoute = createRoute({
  ...shared,
  middleware: needs('webhooks.read'),
  method: 'get',
  path: '/webhook_endpoints/{id}/deliveries/{delivery_id}',
  operationId: 'getWebhookDelivery',
  summary: 'Get a delivery',
  description: 'With what was sent, and how your last answer began. Needs the scope `webhooks:write`.',
  request: { params: ofDelivery },
  responses: { 200: whole('The delivery as it is now.'), ...commonRefusals, 404: notFoundResponse('delivery') },
});

export const replayDeliveryRoute = createRoute({
  ...writing,
  method: 'post',
  path: '/webhook_endpoints/{id}/deliveries/{delivery_id}/replay',
  operationId: 'replayWebhookDelivery',
  summary: 'Send a delivery again',
  description:
    'At once and under the same `webhook-id`, also one that was delivered, and also while the webhook is failing. Needs the ' +
    'scope `webhooks:write`.',
  request: { params: ofDelivery, headers },
  responses: {
    200: whole('It is on its way.'),
    ...commonRefusals,
    404: notFoundResponse('delivery'),
    409: off,
  },
});

export const replayFailedRoute = createRoute({
  ...writing,
  method: 'post',
  path: '/webhook_endpoints/{id}/replay_failed',
  operationId: 'replayFailedWebhookDeliveries',
  summary: 'Send again what failed',
  description:
    'Everything that was given up or cancelled of what happened since then, the oldest first, at most 10,000 at once. Needs the ' +
    'scope `webhooks:write`.',
  request: {
    params: ofEndpoint,
    headers,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.object({
            since: timeText().meta({ description: 'ISO 8601; of a day, since it began.' }),
          }),
          example: { since: '2026-11-01T00:00:00Z' },
        },
      },
    },
  },
  responses: {
    200: {
      description: 'They wait to be sent.',
      content: {
        'application/json': {
          schema: z.object({
            replayed: z.number().int().meta({ description: 'How many.' }),
            more: z.boolean().meta({ description: 'There are others: ask again.' }),
          }),
          example: { replayed: 0, more: false },
        },
      },
    },
    ...commonRefusals,
    404: notFoundResponse('webhook'),
    409: off,
  },
});
