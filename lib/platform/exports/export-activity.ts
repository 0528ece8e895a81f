import { desc } from 'drizzle-orm';
import type { z } from 'zod';
import { auditEvents } from '@/db/schema/team';
import { type Cell, instantCells, instantColumns } from '@/lib/core/table-file';
import { eventsWhere } from '@/lib/platform/audit/list-activity';
import { activityFilter } from '@/lib/platform/audit/schemas';
import type { Context } from '@/lib/platform/context/context';
import { recordExport } from './record-export';
import { rowsById } from './rows-by-id';
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

/** Who did what as a file, the newest first, as the list has it; audited. @throws Forbidden, Invalid */
export const exportActivity = tableExport('activity.read', activityFilter, {
  kind: 'activity',
  columns: () => header,
  record: (ctx: Context, filter) => recordExport(ctx, { action: 'activity.exported', what: 'activity', filter }),
  count: (ctx, filter) => ctx.db.$count(auditEvents, eventsWhere(filter, { limit: null })),
  rows,
});

function rows(ctx: Context, filter: z.output<typeof activityFilter>): AsyncGenerator<Cell[][]> {
  return rowsById(ctx, {
    id: auditEvents.id,
    read: (range, limit) =>
      ctx.db
        .select()
        .from(auditEvents)
        .where(eventsWhere(filter, { range, limit }))
        .orderBy(desc(auditEvents.id))
        .limit(limit),
    cells: (page, timeZone) => page.map((event) => cells(event, timeZone)),
  });
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
