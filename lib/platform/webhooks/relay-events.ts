import { logger } from '@/lib/core/logger';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { isWebhookEventType, webhookEventData } from './event-data';
import { insertDeliveriesOf, lockRelay, takeWaiting, type WaitingEvent } from './relay-events.sql';

const eventsAtOnce = 500;

/**
 * Makes deliveries of the events that were written, until none waits. Several processes may try at once: one of them does it,
 * and each event is either relayed whole or still waits.
 */
export async function relayEvents(ctx: Context<SystemActor>, signal?: AbortSignal): Promise<number> {
  for (let relayed = 0; ; ) {
    signal?.throwIfAborted();
    const count = await inTransaction(ctx, relaySome);
    relayed += count;
    if (count < eventsAtOnce) return relayed;
  }
}

async function relaySome(ctx: Context<SystemActor>): Promise<number> {
  if (!(await lockRelay(ctx.db))) return 0;
  const at = ctx.now().toISOString();
  const waiting = await takeWaiting(ctx.db, at, eventsAtOnce);
  const fit = waiting.filter(says).map((event) => event.id);
  if (fit.length > 0) await insertDeliveriesOf(ctx.db, fit, at);
  return waiting.length;
}

/** What was written goes out only in the shape that the type has; anything else stays inside and is reported. */
function says({ id, type, data }: WaitingEvent): boolean {
  if (isWebhookEventType(type) && webhookEventData[type].safeParse(data).success) return true;
  logger.error({ eventId: id, type }, 'an event has not the shape of its type and is not sent');
  return false;
}
