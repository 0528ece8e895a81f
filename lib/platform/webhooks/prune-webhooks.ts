import type { Executor } from '@/db/client';
import { inBatches } from '@/lib/core/in-batches';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { roundMs } from './attempt-schedule';
import { giveUpOverdue } from './due-deliveries.sql';
import { deleteOldEndpoints, deleteOldEvents } from './prune-webhooks.sql';

/** For so long a deleted endpoint can be restored. */
const endpointDays = 30;
const eventsAtOnce = 1_000;
const givenUpAtOnce = 1_000;

/**
 * Drops endpoints that cannot be restored any more, and gives up what waited behind others for as long as a message is tried.
 * May run again at any time.
 */
export async function pruneWebhooks(ctx: Context<SystemActor>): Promise<void> {
  const now = ctx.now().toISOString();
  const before = new Date(ctx.now().getTime() - roundMs).toISOString();
  await deleteOldEndpoints(ctx.db, now, endpointDays);
  await inBatches({ size: givenUpAtOnce }, (limit) => giveUpOverdue(ctx.db, { now, before, limit }));
}

/** Deletes messages from before an instant, with their attempts, but those still to be sent. @returns how many */
export function deleteOldMessages(db: Executor, before: Date, signal?: AbortSignal): Promise<number> {
  return inBatches({ size: eventsAtOnce, signal }, (size) => deleteOldEvents(db, before.toISOString(), size));
}
