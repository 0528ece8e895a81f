import { createRoute, z } from '@hono/zod-openapi';
import { isTestMode } from '@/lib/core/env';
import { webhookEventTypes } from '@/lib/platform/webhooks/event-types';
import type { KeptEvent } from '@/lib/platform/webhooks/list-events';
import { listEventsInput } from '@/lib/platform/webhooks/schemas';
import { needs } from '../http/authenticate';
import { commonRefusals } from './problem-response';

const eventSchema = z
  .object({
    id: z.string().meta({ description: 'The `webhook-id` of the same event.' }),
    type: z.enum(webhookEventTypes),
    timestamp: z.iso.datetime().meta({ description: 'When it happened.' }),
    livemode: z.boolean().meta({ description: 'False in test mode.' }),
    data: z.record(z.string(), z.unknown()).meta({ description: 'As the webhook of this type has it.' }),
  })
  .meta({ id: 'Event' });

export const serializeEvent = ({ id, type, createdAt, data }: KeptEvent): z.infer<typeof eventSchema> => ({
  id,
  type: type as (typeof webhookEventTypes)[number],
  timestamp: createdAt.toISOString(),
  livemode: !isTestMode(),
  data,
});

export const listEventsRoute = createRoute({
  method: 'get',
  path: '/events',
  operationId: 'listEvents',
  middleware: needs('events.read'),
  tags: ['Events'],
  security: [{ bearer: [] }],
  summary: 'List events',
  description:
    'What happened to your own company, the oldest first, to catch up with what a webhook missed or to need none. Give the id of the ' +
    'last event that you have as `after`, and keep it: ask again with it later, also when `next` was null. An event is in the list ' +
    'about a quarter of a second after it happened, and each later one is behind it.\n\n' +
    'Events are kept for 30 days, or as long as the desk has set, from the time on at which your company has a key with the scope ' +
    '`events:read`. Needs that scope.',
  request: { query: listEventsInput },
  responses: {
    200: {
      description: 'A page of them.',
      content: {
        'application/json': {
          schema: z.object({
            data: z.array(eventSchema),
            next: z.string().nullable().meta({ description: 'The `after` of the next page; null: there is none yet.' }),
          }),
          example: {
            data: [
              {
                id: 'msg_5b7c9f0e2d1a4c3b8e6f7a9012345678',
                type: 'sale.succeeded' as const,
                timestamp: '2026-11-03T06:15:00.000Z',
                livemode: true,
                data: {
                  sale_id: 7,
                  reference: 'order-20931',
                  product_id: 1,
                  amount_paisa: 200_000,
                  supplier: 'stock',
                  succeeded_at: '2026-11-03T06:15:00.000Z',
                },
              },
            ],
            next: null,
          },
        },
      },
    },
    ...commonRefusals,
  },
});
