import { and, count, desc, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { webhookDeliveries, webhookEndpoints, webhookEvents } from '@/db/schema/webhooks';
import { type Cell, instantCells, instantColumns } from '@/lib/core/table-file';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput } from '@/lib/platform/context/operation';
import { recordExport } from '@/lib/platform/exports/record-export';
import { rowsById } from '@/lib/platform/exports/rows-by-id';
import { tableExport } from '@/lib/platform/exports/table-export';
import { type EndpointSummary, selectEndpoints, toEndpointSummary } from './endpoint-summary';
import { endpointsListed, findEndpoint } from './list-endpoints';
import { type DeliverySummary, deliveriesWhere, selectDeliveries, toDeliverySummary } from './list-webhook-deliveries';
import { asPartner } from './own-endpoints';
import { deliveryFilter } from './schemas';

type Who = { kind: string; permission: 'webhooks.read' | 'partner.read'; as: (ctx: Context<UserActor>) => Context };
const desk: Who = { kind: 'webhooks', permission: 'webhooks.read', as: (ctx) => ctx };
const partner: Who = { kind: 'partner-webhooks', permission: 'partner.read', as: asPartner };

const endpointHeader = [
  ...['id', 'url', 'description', 'state', 'integrator_id', 'integrator', 'event_types'],
  ...['created_at', 'last_attempt_at', 'failing_since', 'paused_until', 'disabled_at'].flatMap(instantColumns),
];

const endpointCells = (one: EndpointSummary, timeZone: string): Cell[] => [
  ...[one.id, one.url, one.description, one.state, one.integratorId, one.integratorName, one.eventTypes.join(' ')],
  ...[one.createdAt, one.lastAttemptAt, one.failingSince, one.pausedUntil, one.disabledAt].flatMap((at) =>
    instantCells(at, timeZone),
  ),
];

const endpointsExport = ({ kind, permission, as }: Who) =>
  tableExport(permission, noInput, {
    kind,
    columns: () => endpointHeader,
    record: (ctx: Context<UserActor>) =>
      recordExport(as(ctx), { action: 'webhook_endpoints.exported', what: 'webhooks' }),
    count: (ctx) => ctx.db.$count(webhookEndpoints, endpointsListed(as(ctx))),
    rows: (ctx) =>
      rowsById(ctx, {
        id: webhookEndpoints.id,
        read: (below, limit) =>
          selectEndpoints(ctx.db)
            .where(and(endpointsListed(as(ctx)), below))
            .orderBy(desc(webhookEndpoints.id))
            .limit(limit),
        cells: (page, timeZone) => page.map((row) => endpointCells(toEndpointSummary(row, ctx.now()), timeZone)),
      }),
  });

/** The endpoints as a file, the newest first, without their secrets; audited. @throws Forbidden */
export const exportEndpoints = endpointsExport(desk);

/** Those of a partner's own company. @throws Forbidden */
export const exportOwnEndpoints = endpointsExport(partner);

const deliveryHeader = [
  ...['id', 'event_id', 'event', 'state', 'attempts', 'last_status', 'last_error', 'last_duration_ms'],
  ...['happened_at', 'last_attempt_at', 'next_attempt_at'].flatMap(instantColumns),
];

const deliveryCells = (one: DeliverySummary, timeZone: string): Cell[] => [
  ...[one.id, one.eventId, one.eventType, one.state, one.attempts],
  ...[one.lastStatus, one.lastError, one.lastDurationMs],
  ...[one.happenedAt, one.lastAttemptAt, one.nextAttemptAt].flatMap((at) => instantCells(at, timeZone)),
];

type Filter = z.output<typeof deliveryFilter>;

async function countDeliveries(ctx: Context, filter: Filter): Promise<number> {
  const [row] = await ctx.db
    .select({ many: count() })
    .from(webhookDeliveries)
    .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId))
    .where(deliveriesWhere(ctx, filter));
  return row?.many ?? 0;
}

const deliveriesExport = ({ kind, permission, as }: Who) =>
  tableExport(permission, deliveryFilter, {
    kind: kind.replace('webhooks', 'webhook-deliveries'),
    columns: () => deliveryHeader,
    async record(ctx: Context<UserActor>, filter) {
      await findEndpoint(as(ctx), { id: filter.endpointId });
      await recordExport(ctx, { action: 'webhook_deliveries.exported', what: 'webhook deliveries', filter });
    },
    count: (ctx, filter) => countDeliveries(as(ctx), filter),
    rows: (ctx, filter) =>
      rowsById(ctx, {
        id: webhookDeliveries.id,
        read: (below, limit) =>
          selectDeliveries(ctx.db)
            .where(and(deliveriesWhere(as(ctx), filter), below))
            .orderBy(desc(webhookDeliveries.id))
            .limit(limit),
        cells: (page, timeZone) => page.map((row) => deliveryCells(toDeliverySummary(row), timeZone)),
      }),
  });

/** The deliveries of an endpoint that fit as a file, the newest first, without what was sent; audited. @throws Forbidden, Invalid, NotFound */
export const exportDeliveries = deliveriesExport(desk);

/** Those of a partner's own company. @throws Forbidden, Invalid, NotFound */
export const exportOwnDeliveries = deliveriesExport(partner);
