import { desc, lt } from 'drizzle-orm';
import type { z } from 'zod';
import { auditEvents } from '@/db/schema/team';
import { type Cell, instantCells, instantColumns } from '@/lib/core/table-file';
import { eventsWhere } from '@/lib/platform/audit/list-activity';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { activityFilter } from '@/lib/platform/audit/schemas';
import type { Context } from '@/lib/platform/context/context';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { tableExport } from './table-export';

const header = [
  'id',
  ...instantColumns('at'),
  'actor_kind',
  'actor_id',
  'actor',
  'action',
  'subject_kind',
  'subject_id',
  'data',
  'request_id',
];
const pageSize = 1000;

/** Who did what as a file, the newest first, as the list has it; audited. @throws Forbidden, Invalid */
export const exportActivity = tableExport('activity.read', activityFilter, {
  kind: 'activity',
  columns: () => header,
  async record(ctx: Context, filter) {
    await recordAudit(ctx, {
      ...{ action: 'activity.exported', subjectKind: 'settings', subjectId: 1 },
      data: { filter },
    });
    recordSecurityEvent(ctx, { kind: 'data.exported', data: { what: 'activity' } });
  },
  count: (ctx, filter) => ctx.db.$count(auditEvents, eventsWhere(filter, { limit: null })),
  rows,
});

async function* rows(ctx: Context, filter: z.output<typeof activityFilter>): AsyncGenerator<Cell[][]> {
  const { timeZone } = await getSettings(ctx.db);
  for (let last: number | undefined; ; ) {
    const range = last === undefined ? undefined : lt(auditEvents.id, last);
    const page = await ctx.db
      .select()
      .from(auditEvents)
      .where(eventsWhere(filter, { range, limit: pageSize }))
      .orderBy(desc(auditEvents.id))
      .limit(pageSize);
    if (page.length > 0) yield page.map((event) => cells(event, timeZone));
    if (page.length < pageSize) return;
    last = page.at(-1)?.id;
  }
}

const cells = (event: typeof auditEvents.$inferSelect, timeZone: string): Cell[] => [
  event.id,
  ...instantCells(event.at, timeZone),
  event.actorKind,
  event.userId ?? event.apiKeyId,
  event.actorName,
  event.action,
  event.subjectKind,
  event.subjectId,
  JSON.stringify(event.data),
  event.requestId,
];
