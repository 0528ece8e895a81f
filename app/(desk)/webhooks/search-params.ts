import { createLoader, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { testEventType, webhookEventTypes } from '@/lib/platform/webhooks/event-types';
import { webhookDeliveryStates } from '@/lib/platform/webhooks/schemas';

export const filterEventTypes = [...webhookEventTypes, testEventType] as const;

export const deliveryListParams = {
  state: parseAsStringLiteral(webhookDeliveryStates),
  event: parseAsStringLiteral(filterEventTypes),
  after: parseAsString,
  /** The message that is shown. */
  message: parseAsInteger,
};

export const loadDeliveryList = createLoader(deliveryListParams);
export type DeliveryListState = Awaited<ReturnType<typeof loadDeliveryList>>;

export function deliveryListInput({ state, event, after }: DeliveryListState) {
  return { ...(state ? { state } : {}), ...(event ? { eventType: event } : {}), ...(after ? { after } : {}) };
}
