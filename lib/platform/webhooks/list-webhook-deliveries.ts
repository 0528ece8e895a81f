import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Executor } from '@/db/client';
import { webhookDeliveries, webhookEvents } from '@/db/schema/webhooks';
import { isTestMode } from '@/lib/core/env';
import { NotFound } from '@/lib/core/errors';
import { type Keyset, keysetClauses, keysetPage } from '@/lib/core/keyset';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { can } from '@/lib/platform/context/permissions';
import { attemptsPerRound } from './attempt-schedule';
import { isDelivery, reachesDelivery } from './endpoint-summary';
import { messageBody } from './message-body';
import { type deliveryFilter, listWebhookDeliveriesInput, webhookDeliveryInput } from './schemas';

const columns = {
  id: webhookDeliveries.id,
  eventId: webhookDeliveries.eventId,
  eventType: webhookEvents.type,
  /** When it happened. */
  happenedAt: webhookEvents.createdAt,
  state: webhookDeliveries.state,
  attempts: webhookDeliveries.attempts,
  attemptsBefore: webhookDeliveries.attemptsBefore,
  nextAttemptAt: webhookDeliveries.nextAttemptAt,
  lastAttemptAt: webhookDeliveries.lastAttemptAt,
  lastStatus: webhookDeliveries.lastStatus,
  lastError: webhookDeliveries.lastError,
  lastDurationMs: webhookDeliveries.lastDurationMs,
};

const newestFirst: Keyset = {
  name: 'webhook deliveries',
  value: null,
  type: 'integer',
  id: sql`${webhookDeliveries.id}`,
  descending: true,
};

/** Deliveries of one endpoint, the newest first. @throws Forbidden, Invalid (also: `after` is not a cursor of this list) */
export const listWebhookDeliveries = operation('webhooks.read', listWebhookDeliveriesInput, readDeliveries);

/** The query every read of deliveries starts from; add its own `where`. */
export const selectDeliveries = (db: Executor) =>
  db.select(columns).from(webhookDeliveries).innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId));

/** The deliveries of an endpoint that fit and that the actor reaches; with their events. */
export const deliveriesWhere = (
  ctx: Context,
  { endpointId, state, eventType }: z.output<typeof deliveryFilter>,
): SQL | undefined =>
  and(
    eq(webhookDeliveries.endpointId, endpointId),
    reachesDelivery(ctx),
    state ? eq(webhookDeliveries.state, state) : undefined,
    eventType ? eq(webhookEvents.type, eventType) : undefined,
  );

/** What the actor reaches. For use cases: it asks for no permission. */
export async function readDeliveries(ctx: Context, input: z.output<typeof listWebhookDeliveriesInput>) {
  const { endpointId, state, eventType, ...request } = input;
  const clauses = keysetClauses(newestFirst, request);
  const found = await ctx.db
    .select({ ...columns, sortValue: clauses.sortValue })
    .from(webhookDeliveries)
    .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId))
    .where(and(deliveriesWhere(ctx, { endpointId, state, eventType }), clauses.where))
    .orderBy(...clauses.orderBy)
    .limit(clauses.limit)
    .offset(clauses.offset);
  const page = keysetPage(newestFirst, request, clauses.at, found);
  return { ...page, rows: page.rows.map(toDeliverySummary) };
}

type Row = { attempts: number; attemptsBefore: number };

export type DeliverySummary = Omit<Awaited<ReturnType<typeof selectDeliveries>>[number], 'attemptsBefore'>;

export function toDeliverySummary<R extends Row>({ attemptsBefore, ...row }: R) {
  return { ...row, /** Of this round. */ attemptsLeft: attemptsPerRound - (row.attempts - attemptsBefore) };
}

/**
 * One delivery with what was sent and how the answer began; the credit of an integrator is masked for a person without `money.read`.
 * @throws Forbidden, Invalid, NotFound
 */
export const getWebhookDelivery = operation('webhooks.read', webhookDeliveryInput, async (ctx, input) => {
  const delivery = await readDelivery(ctx, input);
  if (ctx.actor.kind === 'key' || can(ctx.actor, 'money.read')) return delivery;
  return { ...delivery, body: delivery.body.replace(/"available_paisa":\s*-?\d+/, '"available_paisa":"••••"') };
});

/** For use cases: it asks for no permission. @throws NotFound, also of what the actor does not reach */
export async function readDelivery(ctx: Context, asked: z.output<typeof webhookDeliveryInput>) {
  const [row] = await ctx.db
    .select({ ...columns, data: webhookEvents.data, lastResponse: webhookDeliveries.lastResponse })
    .from(webhookDeliveries)
    .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId))
    .where(isDelivery(ctx, asked));
  if (!row) throw new NotFound('The delivery');
  const { data, ...rest } = row;
  const body = messageBody({ type: row.eventType, createdAt: row.happenedAt, livemode: !isTestMode(), data });
  return { ...toDeliverySummary(rest), body };
}
