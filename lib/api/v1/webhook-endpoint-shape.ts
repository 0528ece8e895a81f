import { z } from '@hono/zod-openapi';
import type { EndpointSummary } from '@/lib/platform/webhooks/endpoint-summary';
import { webhookEventTypes } from '@/lib/platform/webhooks/event-types';
import { endpointStates } from '@/lib/platform/webhooks/schemas';

export const endpointSchema = z
  .object({
    id: z.number().int(),
    url: z.string().meta({ description: 'Where messages are sent to.' }),
    description: z.string().nullable().meta({ description: 'Your own words; null without any.' }),
    event_types: z.array(z.enum(webhookEventTypes)).meta({ description: 'What is sent to it.' }),
    state: z.enum(endpointStates).meta({
      description:
        '`failing` did not accept the last message, `flagged` has not accepted one for a day: both are tried again by ' +
        'themselves. `disabled` was switched off, `gone` answered 410: nothing is kept for them.',
    }),
    created_at: z.iso.datetime(),
    failing_since: z.iso.datetime().nullable().meta({
      description: 'Since when it has accepted no message (ISO 8601, UTC); null when the last one was accepted.',
    }),
    paused_until: z.iso.datetime().nullable().meta({ description: 'When the next attempt is, while it is failing.' }),
    last_attempt_at: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'When a message was last sent (ISO 8601, UTC); null when never.' }),
    old_secret_until: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'Until when the secret before the last rotation signs, too.' }),
  })
  .meta({ id: 'WebhookEndpoint' });

const iso = (at: Date | null) => at?.toISOString() ?? null;

export const serializeEndpoint = (endpoint: EndpointSummary): z.infer<typeof endpointSchema> => ({
  id: endpoint.id,
  url: endpoint.url,
  description: endpoint.description,
  event_types: endpoint.eventTypes,
  state: endpoint.state,
  created_at: endpoint.createdAt.toISOString(),
  failing_since: iso(endpoint.failingSince),
  paused_until: iso(endpoint.pausedUntil),
  last_attempt_at: iso(endpoint.lastAttemptAt),
  old_secret_until: iso(endpoint.oldSecretUntil),
});

export const endpointBodyExample = {
  url: 'https://shop.example.com/webhooks',
  event_types: ['sale.succeeded' as const, 'sale.failed' as const],
  description: 'Shop',
};
export const endpointExample = {
  id: 1,
  ...endpointBodyExample,
  state: 'active' as const,
  created_at: '2026-11-03T06:15:00.000Z',
  failing_since: null,
  paused_until: null,
  last_attempt_at: null,
  old_secret_until: null,
};
