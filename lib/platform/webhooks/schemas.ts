import { z } from 'zod';
import { filterSchemas } from '@/lib/core/entities/filter-schemas';
import { timeText } from '@/lib/core/instant';
import { pageLimit } from '@/lib/core/page-limit';
import { isStorable } from '@/lib/core/storable-text';
import { webhookEventTypes } from './event-types';
import { deliveryFilters } from './filters';

export const endpointStates = ['active', 'failing', 'flagged', 'disabled', 'gone', 'deleted'] as const;
export type EndpointState = (typeof endpointStates)[number];

const id = z.number().int().positive();
const wrongUrl = 'Enter an address such as https://example.com/webhooks.';

const url = z
  .string(wrongUrl)
  .trim()
  .max(2000, 'An address has at most 2,000 characters.')
  // A URL is read without its line breaks, and with its spaces escaped: what is shown would not be what is sent to.
  .refine((text) => !/[\s\p{Cc}]/u.test(text), wrongUrl)
  .pipe(z.url({ protocol: /^https?$/, error: wrongUrl }))
  .refine(isStorable, wrongUrl)
  .refine((text) => !text.includes('#'), 'Leave out what follows the #: it is not sent.');

const description = z
  .string()
  .trim()
  .max(200, 'At most 200 characters.')
  .refine(isStorable, 'Use letters and digits.')
  .nullish()
  .transform((text) => text || null);

const eventTypes = z
  .array(z.enum(webhookEventTypes))
  .min(1, 'Choose at least one event.')
  .transform((chosen) => webhookEventTypes.filter((type) => chosen.includes(type)));

export const createEndpointInput = z.object({
  url,
  description,
  eventTypes,
  /** Only what this integrator's keys cause; null for everything. Of a key it is always its own. */
  integratorId: id.nullish().transform((given) => given ?? null),
});
export type CreateEndpointInput = z.input<typeof createEndpointInput>;

/** Of the endpoint that was read (`endpointVersion`): another one is not overwritten. Without it, whatever is there now is. */
const version = z.number().int().positive().optional();

export const updateEndpointInput = z.object({ id, url, description, eventTypes, version });

export const endpointInput = z.object({ id });
/** Of a change of its state. */
export const switchEndpointInput = z.object({ id, version });

const { event: eventType, ...deliveryShape } = filterSchemas(deliveryFilters);

/** What a list of deliveries shows, without its page: what an export has. */
export const deliveryFilter = z.object({
  endpointId: z.coerce.number<number | string>().int().positive(),
  ...deliveryShape,
  eventType,
});

export const listWebhookDeliveriesInput = deliveryFilter.extend({
  after: z.string().max(500).optional(),
  page: z.coerce.number().int().min(1).max(1000).default(1),
  perPage: z.coerce.number().int().min(1).max(200).default(50),
});

export const listEventsInput = z.object({
  after: z
    .string()
    .regex(/^msg_[0-9a-f]{32}$/, 'Give the id of an event, such as msg_5b7c….')
    .optional()
    .meta({ description: 'The id of the last event that you have: of this list, or a `webhook-id`.' }),
  type: z.enum(webhookEventTypes).optional().meta({ description: 'Only events of this type.' }),
  since: timeText()
    .optional()
    .meta({ description: 'Only what happened at this instant or later; of a day, since it began.' }),
  limit: pageLimit,
});

export const webhookDeliveryInput = z.object({
  deliveryId: z.coerce.number().int().positive(),
  /** With it, only a delivery of this endpoint. */
  endpointId: id.optional(),
});

export const repeatedSecretInput = z.object({ endpointId: id, digest: z.string().max(100) });

export const replayFailedInput = z.object({
  endpointId: id,
  since: timeText('Choose a date and a time.'),
});
