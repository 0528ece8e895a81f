import { isDeepStrictEqual } from 'node:util';
import { and, eq, inArray } from 'drizzle-orm';
import { webhookDeliveries, webhookEndpoints } from '@/db/schema/webhooks';
import { logger } from '@/lib/core/logger';
import { shareStatement } from '@/lib/core/share-statement';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { type Attempt, type DueMessage, readSecrets } from './attempt';
import type { SendingRules } from './check-url';
import { type DueDelivery, selectDue } from './due-deliveries.sql';
import type { EndpointRecord } from './endpoint-summary';
import { markAttempts } from './mark-attempts.sql';
import { openReceiver, type Receiver } from './open-receiver';
import { markOf, recordEnd } from './record-attempts';
import { type ResolveHost, resolveHost, sendingRules } from './resolve-host';
import { probes, sendInOrder } from './send-in-order';

/** What one look-up takes of an endpoint, and how long it may be sent before the next look-up. */
const atMostAtOnce = 256;
const laneMs = 1000;
/** Taken of all endpoints together, or nearly so. */
const inMemory = 8192;
/** A receiver that nothing was sent to for so long is let go of. */
const idleMs = 10_000;

export type SenderOptions = {
  resolve?: ResolveHost;
  timeoutMs?: number;
  /** Called when an endpoint can be looked up again. */
  onFree?: () => void;
};

/**
 * Sends what is due, each endpoint apart from all others: an endpoint is busy until its messages of a look-up are sent and
 * written down, however long it takes to answer, and meanwhile looked up no more.
 */
export function createSender(ctx: Context<SystemActor>, options: SenderOptions = {}) {
  const { resolve = resolveHost, onFree = () => {} } = options;
  const stopping = new AbortController();
  const busy = new Map<number, Promise<void>>();
  const receivers = new Map<number, { url: string; rules: SendingRules; usedAt: number; receiver: Receiver }>();
  // What was accepted goes together with what others accepted meanwhile.
  const markDelivered = shareStatement<Attempt, boolean>({
    maxItems: 1000,
    maxInFlight: 1,
    run: async (results) => {
      const written = await markAttempts(
        ctx.db,
        results.map((result) => markOf(result, ctx.now())),
      );
      return results.map(({ message }) => written.has(message.id));
    },
  });

  function receiverOf({ id, url }: EndpointRecord): Receiver {
    const rules = sendingRules();
    const open = receivers.get(id);
    if (open?.url === url && isDeepStrictEqual(open.rules, rules)) {
      open.usedAt = performance.now();
      return open.receiver;
    }
    open?.receiver.close();
    const { timeoutMs } = options;
    const receiver = openReceiver(url, { ...rules, resolve, ...(timeoutMs ? { timeoutMs } : {}) });
    receivers.set(id, { url, rules, usedAt: performance.now(), receiver });
    return receiver;
  }

  async function send(endpoint: EndpointRecord, messages: DueMessage[]): Promise<void> {
    const secrets = readSecrets(endpoint, ctx.now());
    if (!secrets) return cancel(ctx, messages);
    const marked: Promise<unknown>[] = [];
    const end = await sendInOrder(messages, {
      receiver: receiverOf(endpoint),
      secrets,
      now: ctx.now,
      signal: stopping.signal,
      until: performance.now() + laneMs,
      onDelivered: (delivered) => {
        const written = markDelivered(delivered);
        // Waited for below; until then nobody does.
        written.catch(() => {});
        marked.push(written);
      },
    });
    const outcomes = await Promise.allSettled([...marked, recordEnd(ctx, endpoint, end)]);
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }

  /** Begins to send what is due at endpoints that are not busy. @returns how many of them there are */
  async function begin(only?: number): Promise<number> {
    const due = await selectDue(ctx.db, {
      now: ctx.now().toISOString(),
      busy: [...busy.keys()],
      atMost: Math.max(16, Math.min(atMostAtOnce, Math.floor(inMemory / (busy.size + 1)))),
      atMostOfFailing: 1 + probes,
      only,
    });
    if (due.length === 0) return 0;
    const messages = Map.groupBy(due, ({ endpoint_id }) => Number(endpoint_id));
    const endpoints = await ctx.db
      .select()
      .from(webhookEndpoints)
      .where(inArray(webhookEndpoints.id, [...messages.keys()]));
    for (const endpoint of endpoints) {
      const { id } = endpoint;
      const sent = send(endpoint, (messages.get(id) ?? []).map(toMessage))
        .catch((error: unknown) => logger.error({ err: error, endpointId: id }, 'webhooks were not sent'))
        .finally(() => {
          busy.delete(id);
          onFree();
        });
      busy.set(id, sent);
    }
    return endpoints.length;
  }

  return {
    begin,
    /** Resolves when nothing that was begun is under way. */
    async settled(): Promise<void> {
      while (busy.size > 0) await Promise.all(busy.values());
    },
    closeIdle(): void {
      for (const [id, { usedAt, receiver }] of receivers) {
        if (busy.has(id) || performance.now() - usedAt < idleMs) continue;
        receiver.close();
        receivers.delete(id);
      }
    },
    /** Cuts what is under way, which is counted as no attempt. */
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all(busy.values());
      for (const { receiver } of receivers.values()) receiver.close();
    },
  };
}

function toMessage(row: DueDelivery): DueMessage {
  return {
    id: Number(row.id),
    attempts: row.attempts,
    attemptsBefore: row.attempts_before,
    isUrgent: row.is_urgent,
    event: { id: row.event_id, type: row.type, createdAt: new Date(row.happened_at), data: row.data },
  };
}

async function cancel(ctx: Context, messages: DueMessage[]): Promise<void> {
  const ids = messages.map(({ id }) => id);
  await ctx.db
    .update(webhookDeliveries)
    .set({
      state: 'cancelled',
      lastError: 'secret_unreadable',
      nextAttemptAt: null,
      endedAt: ctx.now(),
      isUrgent: false,
    })
    .where(and(inArray(webhookDeliveries.id, ids), eq(webhookDeliveries.state, 'pending')));
}
