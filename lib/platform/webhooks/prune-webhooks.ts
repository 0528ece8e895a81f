import { sql } from 'drizzle-orm';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { enqueueAll } from '@/lib/platform/jobs/queue';

const keptDays = 30;
const overdueMinutes = 60;

/** Drops what is older than 30 days, and wakes deliveries whose job was lost. May run again at any time. */
export async function pruneWebhooks(ctx: Context<SystemActor>): Promise<void> {
  const now = ctx.now().toISOString();
  const old = sql`${now}::timestamptz - make_interval(days => ${keptDays})`;
  await ctx.db.execute(sql`
    delete from webhook_deliveries d using webhook_events v
    where v.id = d.event_id and v.created_at < ${old} and d.state <> 'pending'`);
  await ctx.db.execute(sql`
    delete from webhook_events v
    where v.created_at < ${old} and not exists (select from webhook_deliveries d where d.event_id = v.id)`);
  await ctx.db.execute(sql`
    delete from webhook_endpoints e
    where e.deleted_at < ${old} and not exists (select from webhook_deliveries d where d.endpoint_id = e.id)`);
  const lost = await ctx.db.execute<{ deliveryId: string; endpointId: string; attempts: number }>(sql`
    select id as "deliveryId", endpoint_id as "endpointId", attempts from webhook_deliveries
    where state = 'pending' and next_attempt_at < ${now}::timestamptz - make_interval(mins => ${overdueMinutes})
    limit 1000`);
  await enqueueAll(
    ctx.db,
    'send-webhook',
    lost.map(({ deliveryId, endpointId, attempts }) => ({
      deliveryId: Number(deliveryId),
      endpointId: Number(endpointId),
      attempt: attempts + 1,
    })),
  );
}
