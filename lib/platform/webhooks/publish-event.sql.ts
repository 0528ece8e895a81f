import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import type { DriverRow } from '@/db/driver-row';
import type { webhookDeliveries } from '@/db/schema/webhooks';
import { wants } from './outbox.sql';

export type NewDelivery = DriverRow<typeof webhookDeliveries, 'id' | 'endpointId'>;

/** `data` is JSON in the shape of its type, `at` an instant in ISO text. */
export type NewEvent = { type: string; integratorId: number | null; data: string; at: string };

/**
 * Writes an event with a delivery for each endpoint that asks for it; without one it writes nothing. Locks only those
 * endpoints, for key share, so it waits for nothing but a change of one of them.
 */
export function insertEvent(db: Executor, { type, integratorId, data, at }: NewEvent): Promise<NewDelivery[]> {
  return db.execute<NewDelivery>(sql`
    with endpoint as materialized (
      select e.id from webhook_endpoints e where ${wants(sql`${type}::text`, sql`${integratorId}::bigint`)}
    ), event as (
      insert into webhook_events (type, integrator_id, data, created_at, relayed_at)
      select ${type}, ${integratorId}::bigint, ${data}::text::jsonb, ${at}::timestamptz, ${at}::timestamptz
      where exists (select from endpoint)
      returning id
    )
    insert into webhook_deliveries (event_id, endpoint_id, next_attempt_at, created_at)
    select event.id, endpoint.id, ${at}::timestamptz, ${at}::timestamptz from event, endpoint
    returning id, endpoint_id`);
}
