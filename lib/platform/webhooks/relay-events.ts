import { logger } from '@/lib/core/logger';
import { type Repeating, repeat } from '@/lib/core/repeat';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { enqueueAll } from '@/lib/platform/jobs/queue';
import { isWebhookEventType, webhookEventData } from './event-types';
import { firstAttempt } from './publish-event';
import { insertDeliveriesOf, takeWaiting, type WaitingEvent } from './relay-events.sql';

const eventsAtOnce = 500;

/**
 * Makes deliveries and jobs of the events that statements have written, until none waits. Several processes may do it at
 * once: each event is taken by one of them, and is either relayed whole or still waits.
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
  const at = ctx.now().toISOString();
  const waiting = await takeWaiting(ctx.db, at, eventsAtOnce);
  const fit = waiting.filter(says).map((event) => event.id);
  if (fit.length > 0) {
    const made = await insertDeliveriesOf(ctx.db, fit, at);
    await enqueueAll(ctx.db, 'send-webhook', made.map(firstAttempt));
  }
  return waiting.length;
}

/** What a statement wrote goes out only in the shape that the type has; anything else stays inside and is reported. */
function says({ id, type, data }: WaitingEvent): boolean {
  if (isWebhookEventType(type) && webhookEventData[type].safeParse(data).success) return true;
  logger.error({ eventId: id, type }, 'an event has not the shape of its type and is not sent');
  return false;
}

/** Relays at intervals until stopped. When nothing waits, a pass is one look into an empty index. */
export function startRelay(ctx: Context<SystemActor>, { everyMs = 1000 } = {}): Repeating {
  return repeat((signal) => relayEvents(ctx, signal), { everyMs, failure: 'events were not relayed' });
}
