import { parseOwn } from '@/lib/core/parse-own';
import type { Context } from '@/lib/platform/context/context';
import { type WebhookEventData, webhookEventData } from './event-data';
import type { WebhookEventType } from './event-types';
import { insertEvent } from './publish-event.sql';

export type PublishEventInput<T extends WebhookEventType> = {
  type: T;
  data: WebhookEventData<T>;
  /** The integrator that caused it, for endpoints of one integrator; by default that of the calling key. */
  integratorId?: number | null;
};

/**
 * Sends an event to every endpoint that asks for it, exactly when the caller's transaction commits: it writes the event, and
 * the relay makes the deliveries. One look-up when nobody listens. For use cases: it asks for no permission.
 */
export async function publishEvent<T extends WebhookEventType>(
  ctx: Context,
  input: PublishEventInput<T>,
): Promise<void> {
  const data = JSON.stringify(parseOwn(`The data of an event ${input.type}`, webhookEventData[input.type], input.data));
  const own = ctx.actor.kind === 'key' ? ctx.actor.integratorId : null;
  const integratorId = input.integratorId === undefined ? own : input.integratorId;
  await insertEvent(ctx.db, { type: input.type, integratorId, data, at: ctx.now().toISOString() });
}
