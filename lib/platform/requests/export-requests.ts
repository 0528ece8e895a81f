import { and, desc, eq, lt } from 'drizzle-orm';
import type { z } from 'zod';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { apiRequests } from '@/db/schema/requests';
import { type Cell, instantCells, instantColumns } from '@/lib/core/table-file';
import { auditedFilter } from '@/lib/platform/audit/audited-filter';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { tableExport } from '@/lib/platform/exports/table-export';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { requestColumns, requestsWhere } from './list-requests';
import { requestFilter } from './schemas';

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
const pageSize = 1000;

/** Calls of API keys as a file, the newest first, without what they carried; audited. @throws Forbidden, Invalid */
export const exportRequests = tableExport('requests.read', requestFilter, {
  kind: 'requests',
  columns: () => header,
  async record(ctx: Context<UserActor>, filter) {
    const data = { filter: auditedFilter(filter) };
    await recordAudit(ctx, { action: 'requests.exported', subjectKind: 'settings', subjectId: 1, data });
    recordSecurityEvent(ctx, { kind: 'data.exported', data: { what: 'API requests' } });
  },
  count: (ctx, filter) => ctx.db.$count(apiRequests, requestsWhere(filter)),
  rows,
});

async function* rows(ctx: Context, filter: z.output<typeof requestFilter>): AsyncGenerator<Cell[][]> {
  const { timeZone } = await getSettings(ctx.db);
  for (let last: number | undefined; ; ) {
    const page = await ctx.db
      .select(requestColumns)
      .from(apiRequests)
      .innerJoin(integrators, eq(integrators.id, apiRequests.integratorId))
      .innerJoin(apiKeys, eq(apiKeys.id, apiRequests.apiKeyId))
      .where(and(requestsWhere(filter), last === undefined ? undefined : lt(apiRequests.id, last)))
      .orderBy(desc(apiRequests.id))
      .limit(pageSize);
    if (page.length > 0) {
      yield page.map((call) => [
        call.id,
        ...instantCells(call.at, timeZone),
        ...[call.integratorId, call.integratorName, call.keyId, call.keyName],
        ...[call.lane, call.method, call.path, call.status, call.errorCode, call.durationMs, call.requestId],
      ]);
    }
    if (page.length < pageSize) return;
    last = page.at(-1)?.id;
  }
}
