import type { Filters } from '@/lib/core/entities/filter';
import { testEventType, webhookEventTypes } from './event-types';

export const webhookDeliveryStates = ['pending', 'delivered', 'failed', 'cancelled'] as const;

export type WebhookDeliveryState = (typeof webhookDeliveryStates)[number];

/** What an endpoint's messages are narrowed by, in the order of their menus. */
export const deliveryFilters = {
  state: { kind: 'choice', values: webhookDeliveryStates, words: 'deliveryState' },
  event: { kind: 'choice', values: [...webhookEventTypes, testEventType], words: null },
} as const satisfies Filters;
