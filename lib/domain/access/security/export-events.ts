import { and, desc } from 'drizzle-orm';
import { securityEvents } from '@/db/schema/security';
import { type Cell, instantCells, instantColumns } from '@/lib/core/table-file';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { recordExport } from '@/lib/platform/exports/record-export';
import { rowsById } from '@/lib/platform/exports/rows-by-id';
import { tableExport } from '@/lib/platform/exports/table-export';
import { countryOf } from '@/lib/platform/security/country-of';
import { securityEventsWhere } from './list-events';
import { type SecurityEventFilter, securityEventFilter } from './schemas';

const header = [
  'id',
  'kind',
  ...instantColumns('first_at'),
  ...instantColumns('last_at'),
  'count',
  'who',
  'user',
  'key',
  'address',
  'country',
  'device',
  'details',
];

/** The events that fit as a file, the newest first; audited, and an event itself. @throws Forbidden, Invalid */
export const exportSecurityEvents = tableExport('security.read', securityEventFilter, {
  kind: 'security-events',
  columns: () => header,
  record: (ctx: Context<UserActor>, filter) =>
    recordExport(ctx, { action: 'security_events.exported', what: 'security events', filter }),
  count: (ctx, filter) => ctx.db.$count(securityEvents, securityEventsWhere(filter)),
  rows,
});

function rows(ctx: Context, filter: SecurityEventFilter): AsyncGenerator<Cell[][]> {
  return rowsById(ctx, {
    id: securityEvents.id,
    read: (below, limit) =>
      ctx.db
        .select()
        .from(securityEvents)
        .where(and(securityEventsWhere(filter), below))
        .orderBy(desc(securityEvents.id))
        .limit(limit),
    cells: (page, timeZone) => page.map((event) => cells(event, timeZone)),
  });
}

const cells = (event: typeof securityEvents.$inferSelect, timeZone: string): Cell[] => [
  event.id,
  event.kind,
  ...instantCells(event.at, timeZone),
  ...instantCells(event.lastAt, timeZone),
  event.count,
  event.actorKind === 'stranger'
    ? `not signed in${event.actorName ? ` (tried ${event.actorName})` : ''}`
    : event.actorName,
  event.userId,
  event.apiKeyId,
  event.address,
  countryOf(event.address),
  event.device,
  JSON.stringify(event.data),
];
