import { and, desc, lt } from 'drizzle-orm';
import { securityEvents } from '@/db/schema/security';
import { type Cell, instantCells, instantColumns } from '@/lib/core/table-file';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { tableExport } from '@/lib/platform/exports/table-export';
import { countryOf } from '@/lib/platform/security/country-of';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { getSettings } from '@/lib/platform/settings/get-settings';
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
const pageSize = 1000;

/** The events that fit as a file, the newest first; audited, and an event itself. @throws Forbidden, Invalid */
export const exportSecurityEvents = tableExport('security.read', securityEventFilter, {
  kind: 'security-events',
  columns: () => header,
  async record(ctx: Context<UserActor>, filter) {
    const entry = { action: 'security_events.exported', subjectKind: 'settings', subjectId: 1, data: { filter } };
    await recordAudit(ctx, entry);
    recordSecurityEvent(ctx, { kind: 'data.exported', data: { what: 'security events' } });
  },
  count: (ctx, filter) => ctx.db.$count(securityEvents, securityEventsWhere(filter)),
  rows,
});

async function* rows(ctx: Context, filter: SecurityEventFilter): AsyncGenerator<Cell[][]> {
  const { timeZone } = await getSettings(ctx.db);
  for (let last: number | undefined; ; ) {
    const page = await ctx.db
      .select()
      .from(securityEvents)
      .where(and(securityEventsWhere(filter), last === undefined ? undefined : lt(securityEvents.id, last)))
      .orderBy(desc(securityEvents.id))
      .limit(pageSize);
    if (page.length > 0) yield page.map((event) => cells(event, timeZone));
    if (page.length < pageSize) return;
    last = page.at(-1)?.id;
  }
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
