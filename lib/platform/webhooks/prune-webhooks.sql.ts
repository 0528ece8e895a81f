import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import type { DriverRow } from '@/db/driver-row';
import type { webhookDeliveries } from '@/db/schema/webhooks';

/**
 * Deletes what is older than `days` at `now`, an instant in ISO text. Locks deliveries first, then their events, then the
 * deleted endpoints that have no deliveries left.
 */
export async function deleteOldWebhooks(db: Executor, now: string, days: number): Promise<void> {
  const old = sql`${now}::timestamptz - make_interval(days => ${days})`;
  await db.execute(sql`
    delete from webhook_deliveries d using webhook_events v
    where v.id = d.event_id and v.created_at < ${old} and d.state <> 'pending'`);
  await db.execute(sql`
    delete from webhook_events v
    where v.created_at < ${old} and not exists (select from webhook_deliveries d where d.event_id = v.id)`);
  await db.execute(sql`
    delete from webhook_endpoints e
    where e.deleted_at < ${old} and not exists (select from webhook_deliveries d where d.endpoint_id = e.id)`);
}

export type OverdueDelivery = DriverRow<typeof webhookDeliveries, 'id' | 'endpointId' | 'attempts'>;

/** Some of the deliveries whose next attempt is overdue by more than `minutes` at `now`. */
export function selectOverdue(db: Executor, now: string, minutes: number): Promise<OverdueDelivery[]> {
  return db.execute<OverdueDelivery>(sql`
    select id, endpoint_id, attempts from webhook_deliveries
    where state = 'pending' and next_attempt_at < ${now}::timestamptz - make_interval(mins => ${minutes})
    limit 1000`);
}
