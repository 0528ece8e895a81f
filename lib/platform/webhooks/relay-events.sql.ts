import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import type { DriverRow } from '@/db/driver-row';
import type { webhookEvents } from '@/db/schema/webhooks';
import { wants } from './outbox.sql';
import type { NewDelivery } from './publish-event.sql';

export type WaitingEvent = DriverRow<typeof webhookEvents, 'id' | 'type' | 'data'>;

/** Marks the oldest waiting events as relayed at `at`. It skips those that another process has locked, so it never waits. */
export function takeWaiting(db: Executor, at: string, limit: number): Promise<WaitingEvent[]> {
  return db.execute<WaitingEvent>(sql`
    update webhook_events set relayed_at = ${at}::timestamptz
    where id = any (array(
      select id from webhook_events where relayed_at is null
      order by created_at limit ${limit} for update skip locked))
    returning id, type, data`);
}

/**
 * Writes a delivery of each of these events for each endpoint that asks for it. The events are locked by `takeWaiting`
 * before; the endpoints follow, for key share.
 */
export function insertDeliveriesOf(db: Executor, eventIds: string[], at: string): Promise<NewDelivery[]> {
  return db.execute<NewDelivery>(sql`
    insert into webhook_deliveries (event_id, endpoint_id, next_attempt_at, created_at)
    select v.id, e.id, ${at}::timestamptz, ${at}::timestamptz
    from webhook_events v join webhook_endpoints e on ${wants(sql`v.type`, sql`v.integrator_id`)}
    where v.id in ${eventIds}
    order by v.created_at, v.id, e.id
    returning id, endpoint_id`);
}
