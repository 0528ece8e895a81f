import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import type { DriverRow } from '@/db/driver-row';
import type { webhookEvents } from '@/db/schema/webhooks';
import { wants } from './outbox.sql';

export type WaitingEvent = DriverRow<typeof webhookEvents, 'id' | 'type' | 'data'>;

// Any constant does, as long as every process uses the same.
const relayLock = 7_202_617;

/** Until the transaction ends nobody else relays: two at a time would mix up the order. False when somebody does. */
export async function lockRelay(db: Executor): Promise<boolean> {
  const [row] = await db.execute<{ locked: boolean }>(sql`select pg_try_advisory_xact_lock(${relayLock}) as locked`);
  return row?.locked === true;
}

/**
 * Marks the oldest waiting events as relayed at `at`, and gives them positions in the order in which they were written: what
 * is relayed later is after all of them. It skips those that another process has locked, so it never waits.
 */
export function takeWaiting(db: Executor, at: string, limit: number): Promise<WaitingEvent[]> {
  return db.execute<WaitingEvent>(sql`
    with waiting as materialized (
      select id, position, created_at from webhook_events where relayed_at is null
      order by position nulls first limit ${limit} for update skip locked
    ), numbered as materialized (
      select id, nextval('webhook_event_positions') as position
      from (select id from waiting order by waiting.position nulls first, created_at) w
    )
    update webhook_events v set relayed_at = ${at}::timestamptz, position = n.position
    from numbered n where v.id = n.id
    returning v.id, v.type, v.data`);
}

/**
 * Writes a delivery of each of these events for each endpoint that asks for it, in the order of the events. The events are
 * locked by `takeWaiting` before; the endpoints follow, for key share.
 */
export async function insertDeliveriesOf(db: Executor, eventIds: string[], at: string): Promise<void> {
  await db.execute(sql`
    insert into webhook_deliveries (event_id, endpoint_id, next_attempt_at, created_at)
    select v.id, e.id, ${at}::timestamptz, ${at}::timestamptz
    from webhook_events v join webhook_endpoints e on ${wants(sql`v.type`, sql`v.integrator_id`)}
    where v.id = any (${`{${eventIds.join(',')}}`}::text[])
    order by v.position, e.id`);
}
