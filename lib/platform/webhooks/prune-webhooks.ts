import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { enqueueAll } from '@/lib/platform/jobs/queue';
import { deleteOldWebhooks, selectOverdue } from './prune-webhooks.sql';

const keptDays = 30;
const overdueMinutes = 60;

/** Drops what is older than 30 days, and wakes deliveries whose job was lost. May run again at any time. */
export async function pruneWebhooks(ctx: Context<SystemActor>): Promise<void> {
  const now = ctx.now().toISOString();
  await deleteOldWebhooks(ctx.db, now, keptDays);
  const lost = await selectOverdue(ctx.db, now, overdueMinutes);
  await enqueueAll(
    ctx.db,
    'send-webhook',
    lost.map(({ id, endpoint_id, attempts }) => ({
      deliveryId: Number(id),
      endpointId: Number(endpoint_id),
      attempt: attempts + 1,
    })),
  );
}
