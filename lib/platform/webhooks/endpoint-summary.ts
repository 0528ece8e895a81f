import { hash } from 'node:crypto';
import { and, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import type { z } from 'zod';
import type { Executor } from '@/db/client';
import { integrators } from '@/db/schema/integrators';
import { webhookDeliveries, webhookEndpoints } from '@/db/schema/webhooks';
import { Conflict, NotFound } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { ownerOf } from '@/lib/platform/context/own-integrator';
import type { WebhookEventType } from './event-types';
import { lastAttemptAt } from './last-attempt.sql';
import type { EndpointState, webhookDeliveryInput } from './schemas';

/** The query every read of endpoints starts from; add its own `where`. */
export function selectEndpoints(db: Executor) {
  return db
    .select({
      id: webhookEndpoints.id,
      url: webhookEndpoints.url,
      description: webhookEndpoints.description,
      eventTypes: webhookEndpoints.eventTypes,
      integratorId: webhookEndpoints.integratorId,
      integratorName: integrators.name,
      createdAt: webhookEndpoints.createdAt,
      disabledAt: webhookEndpoints.disabledAt,
      disabledReason: webhookEndpoints.disabledReason,
      deletedAt: webhookEndpoints.deletedAt,
      failingSince: webhookEndpoints.failingSince,
      flaggedAt: webhookEndpoints.flaggedAt,
      pausedUntil: webhookEndpoints.pausedUntil,
      oldSecretExpiresAt: webhookEndpoints.oldSecretExpiresAt,
      lastAttemptAt,
    })
    .from(webhookEndpoints)
    .leftJoin(integrators, eq(integrators.id, webhookEndpoints.integratorId));
}

type EndpointRow = Awaited<ReturnType<typeof selectEndpoints>>[number];
type OfState = 'disabledReason' | 'deletedAt' | 'flaggedAt' | 'oldSecretExpiresAt';

/** An endpoint as screens show it: never with its secret. */
export type EndpointSummary = Omit<EndpointRow, OfState | 'eventTypes'> & {
  eventTypes: WebhookEventType[];
  state: EndpointState;
  /** Until when the secret before the last rotation signs too. */
  oldSecretUntil: Date | null;
};

export function toEndpointSummary(row: EndpointRow, now: Date): EndpointSummary {
  const { disabledReason: _, deletedAt, flaggedAt, oldSecretExpiresAt, eventTypes, ...rest } = row;
  return {
    ...rest,
    eventTypes: eventTypes as WebhookEventType[],
    state: stateOf(row),
    oldSecretUntil: oldSecretExpiresAt && oldSecretExpiresAt > now ? oldSecretExpiresAt : null,
  };
}

function stateOf(row: EndpointRow): EndpointState {
  if (row.deletedAt) return 'deleted';
  if (row.disabledReason === 'gone') return 'gone';
  if (row.disabledAt) return 'disabled';
  if (row.flaggedAt) return 'flagged';
  return row.failingSince ? 'failing' : 'active';
}

export type EndpointRecord = typeof webhookEndpoints.$inferSelect;

/** Of an endpoint that takes messages. */
export const cleanRecord = { failingSince: null, flaggedAt: null, pausedUntil: null };

/** Of one that leads elsewhere, or that a person switched on: nobody waits to hear that it is back. */
export const newRecord = { ...cleanRecord, flagMailedAt: null };

/** What an actor reaches: a key and a partner the endpoints of their own integrator that are not deleted, everybody else all of them. */
export function reachesEndpoint({ actor }: Pick<Context, 'actor'>): SQL | undefined {
  const owner = ownerOf(actor);
  if (owner === null) return undefined;
  return and(eq(webhookEndpoints.integratorId, owner), isNull(webhookEndpoints.deletedAt));
}

/** The deliveries of the endpoints that an actor reaches. */
export function reachesDelivery(ctx: Pick<Context, 'actor' | 'db'>): SQL | undefined {
  const reached = reachesEndpoint(ctx);
  if (!reached) return undefined;
  return inArray(
    webhookDeliveries.endpointId,
    ctx.db.select({ id: webhookEndpoints.id }).from(webhookEndpoints).where(reached),
  );
}

/** The one that is asked for, where the actor reaches it. */
export const isDelivery = (
  ctx: Pick<Context, 'actor' | 'db'>,
  { deliveryId, endpointId }: z.output<typeof webhookDeliveryInput>,
): SQL | undefined =>
  and(
    eq(webhookDeliveries.id, deliveryId),
    endpointId === undefined ? undefined : eq(webhookDeliveries.endpointId, endpointId),
    reachesDelivery(ctx),
  );

/** For writes: the row, locked until the transaction ends. @throws NotFound, also for a deleted one unless asked for */
export async function lockEndpoint(
  ctx: Pick<Context, 'actor' | 'db'>,
  id: number,
  { withDeleted = false } = {},
): Promise<EndpointRecord> {
  const [row] = await ctx.db
    .select()
    .from(webhookEndpoints)
    .where(
      and(
        eq(webhookEndpoints.id, id),
        withDeleted ? undefined : isNull(webhookEndpoints.deletedAt),
        reachesEndpoint(ctx),
      ),
    )
    .for('update');
  if (!row) throw new NotFound('The webhook');
  return row;
}

/** What the audit keeps of an address: a path or a query may hold a token. */
export function hostOfEndpoint({ url }: { url: string }): string {
  return new URL(url).host;
}

type Compared = Pick<EndpointRecord, 'url' | 'description' | 'eventTypes' | 'disabledAt'>;

/** What of an endpoint people change, as one number: messages that it takes or refuses are no other version. */
export function endpointVersion({ url, description, eventTypes, disabledAt }: Compared): number {
  const digest = hash('sha256', JSON.stringify([url, description, eventTypes.toSorted(), disabledAt]), 'hex');
  return Number.parseInt(digest.slice(0, 7), 16) + 1;
}

/** @throws Conflict `stale` when it is another version than the one that was read */
export function assertVersion(endpoint: Compared, version: number | undefined): void {
  if (version === undefined || version === endpointVersion(endpoint)) return;
  throw new Conflict('stale', 'The webhook was changed since it was read. Nothing was overwritten.');
}
