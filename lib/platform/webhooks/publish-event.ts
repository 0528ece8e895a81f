import type { Context } from '@/lib/platform/context/context';
import { enqueueAll } from '@/lib/platform/jobs/queue';
import { type WebhookEventData, type WebhookEventType, webhookEventData } from './event-types';
import { insertEvent, type NewDelivery } from './publish-event.sql';

export type PublishEventInput<T extends WebhookEventType> = {
  type: T;
  data: WebhookEventData<T>;
  /** The integrator that caused it, for endpoints of one integrator; by default that of the calling key. */
  integratorId?: number | null;
};

/**
 * Sends an event to every endpoint that asks for it, in the caller's transaction: event, deliveries and jobs exist exactly
 * when that commits. One look-up when nobody listens. For use cases: it asks for no permission.
 */
export async function publishEvent<T extends WebhookEventType>(
  ctx: Context,
  input: PublishEventInput<T>,
): Promise<void> {
  const data = JSON.stringify(webhookEventData[input.type].parse(input.data));
  const own = ctx.actor.kind === 'key' ? ctx.actor.integratorId : null;
  const integratorId = input.integratorId === undefined ? own : input.integratorId;
  const made = await insertEvent(ctx.db, { type: input.type, integratorId, data, at: ctx.now().toISOString() });
  await enqueueAll(ctx.db, 'send-webhook', made.map(firstAttempt));
}

/** The job of a delivery's first attempt, of a row as the driver gives it. */
export function firstAttempt({ id, endpoint_id }: NewDelivery) {
  return { deliveryId: Number(id), endpointId: Number(endpoint_id), attempt: 1 };
}
