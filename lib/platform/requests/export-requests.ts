import { and, desc, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { apiRequests } from '@/db/schema/requests';
import { type Cell, instantCells, instantColumns } from '@/lib/core/table-file';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { ownIntegrator } from '@/lib/platform/context/own-integrator';
import { recordExport } from '@/lib/platform/exports/record-export';
import { rowsById } from '@/lib/platform/exports/rows-by-id';
import { tableExport } from '@/lib/platform/exports/table-export';
import { requestColumns, requestsWhere } from './list-requests';
import { ownRequestFilter, requestFilter } from './schemas';

const header = [
  'id',
  ...instantColumns('at'),
  'integrator_id',
  'integrator',
  'key_id',
  'key',
  'api',
  'method',
  'path',
  'status',
  'error_code',
  'duration_ms',
  'request_id',
];

/** Calls of API keys as a file, the newest first, without what they carried; audited. @throws Forbidden, Invalid */
export const exportRequests = tableExport('requests.read', requestFilter, {
  kind: 'requests',
  columns: () => header,
  record: (ctx: Context<UserActor>, filter) =>
    recordExport(ctx, { action: 'requests.exported', what: 'API requests', filter }),
  count: (ctx, filter) => ctx.db.$count(apiRequests, requestsWhere(filter)),
  rows,
});

const ownHeader = header.filter((name) => !name.startsWith('integrator'));
const ownPlaces = ownHeader.map((name) => header.indexOf(name));

/** The calls of a partner's own company, without its name. @throws Forbidden, Invalid */
export const exportOwnRequests = tableExport('partner.read', ownRequestFilter, {
  kind: 'partner-requests',
  columns: () => ownHeader,
  record: (ctx: Context<UserActor>, filter) =>
    recordExport(ctx, { action: 'own_requests.exported', what: 'API requests', filter }),
  name: () => 'requests',
  count: (ctx, filter) => ctx.db.$count(apiRequests, requestsWhere({ ...filter, integratorId: ownIntegrator(ctx) })),
  async *rows(ctx, filter) {
    for await (const some of rows(ctx, { ...filter, integratorId: ownIntegrator(ctx) })) {
      yield some.map((line) => ownPlaces.map((at) => line[at]));
    }
  },
});

function rows(ctx: Context, filter: z.output<typeof requestFilter>): AsyncGenerator<Cell[][]> {
  return rowsById(ctx, {
    id: apiRequests.id,
    read: (below, limit) =>
      ctx.db
        .select(requestColumns)
        .from(apiRequests)
        .innerJoin(integrators, eq(integrators.id, apiRequests.integratorId))
        .innerJoin(apiKeys, eq(apiKeys.id, apiRequests.apiKeyId))
        .where(and(requestsWhere(filter), below))
        .orderBy(desc(apiRequests.id))
        .limit(limit),
    cells: (page, timeZone) =>
      page.map((call) => [
        call.id,
        ...instantCells(call.at, timeZone),
        ...[call.integratorId, call.integratorName, call.keyId, call.keyName],
        ...[call.lane, call.method, call.path, call.status, call.errorCode, call.durationMs, call.requestId],
      ]),
  });
}
