import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';

/**
 * Deletes at most `limit` events from before an instant in ISO text, with their deliveries; not those that were not passed on
 * yet, nor those of which a delivery is still to be attempted. Locks deliveries first, then their events. @returns how many events
 */
export async function deleteOldEvents(db: Executor, before: string, limit: number): Promise<number> {
  const [row] = await db.execute<{ n: number }>(sql`
    with old as materialized (
      select v.id from webhook_events v
      where v.created_at < ${before}::timestamptz and v.relayed_at is not null
        and not exists (select from webhook_deliveries d where d.event_id = v.id and d.state = 'pending')
      limit ${limit}
    ), deliveries as (
      delete from webhook_deliveries d using old where d.event_id = old.id
    ), gone as (
      delete from webhook_events v using old where v.id = old.id returning v.id
    )
    select count(*)::int as n from gone`);
  return row?.n ?? 0;
}

/** Deletes the endpoints that were deleted `days` before `now`, an instant in ISO text, and have no deliveries left. */
export async function deleteOldEndpoints(db: Executor, now: string, days: number): Promise<void> {
  await db.execute(sql`
    delete from webhook_endpoints e
    where e.deleted_at < ${now}::timestamptz - make_interval(days => ${days})
      and not exists (select from webhook_deliveries d where d.endpoint_id = e.id)`);
}
