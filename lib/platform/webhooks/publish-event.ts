import { sql } from 'drizzle-orm';
import type { Context } from '@/lib/platform/context/context';
import { enqueueAll } from '@/lib/platform/jobs/queue';
import { type WebhookEventData, type WebhookEventType, webhookEventData } from './event-types';
import { wants } from './outbox';

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
  const at = ctx.now().toISOString();
  const made = await ctx.db.execute<{ deliveryId: string; endpointId: string }>(sql`
    with listener as materialized (
      select e.id from webhook_endpoints e where ${wants(sql`${input.type}::text`, sql`${integratorId}::bigint`)}
    ), event as (
      insert into webhook_events (type, integrator_id, data, created_at, relayed_at)
      select ${input.type}, ${integratorId}::bigint, ${data}::text::jsonb, ${at}::timestamptz, ${at}::timestamptz
      where exists (select from listener)
      returning id
    )
    insert into webhook_deliveries (event_id, endpoint_id, next_attempt_at, created_at)
    select event.id, listener.id, ${at}::timestamptz, ${at}::timestamptz from event, listener
    returning id as "deliveryId", endpoint_id as "endpointId"`);
  await enqueueAll(ctx.db, 'send-webhook', made.map(firstAttempt));
}

/** The job of a delivery's first attempt, of a row as the driver gives it. */
export function firstAttempt({ deliveryId, endpointId }: { deliveryId: string; endpointId: string }) {
  return { deliveryId: Number(deliveryId), endpointId: Number(endpointId), attempt: 1 };
}
