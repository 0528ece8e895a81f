import { and, desc, inArray, lt } from 'drizzle-orm';
import { shiftCounts, shifts } from '@/db/schema/shifts';
import { rupeesCell } from '@/lib/core/csv';
import { type Cell, currency, instantCells, instantColumns } from '@/lib/core/table-file';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { tableExport } from '@/lib/platform/exports/table-export';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { type ShiftFilter, shiftFilter } from './schemas';
import { type ShiftSummary, selectShifts, shiftsWhere, toShiftSummary } from './shift-summary';

const header = [
  'shift',
  'seller',
  ...instantColumns('opened_at'),
  ...instantColumns('closed_at'),
  'closed_by',
  ...instantColumns('approved_at'),
  'approved_by',
  'method',
  'expected_rupees',
  'counted_rupees',
  'difference_rupees',
  'currency',
  'note',
];
const pageSize = 500;

/** The closed shifts that match as a file, newest first, a line for each method. Audited. @throws Forbidden */
export const exportShifts = tableExport('sales.sell', shiftFilter, {
  kind: 'shifts',
  columns: () => header,
  async record(ctx: Context<UserActor>, filter) {
    await recordAudit(ctx, { action: 'shifts.exported', subjectKind: 'settings', subjectId: 1, data: { filter } });
    recordSecurityEvent(ctx, { kind: 'data.exported', data: { what: 'shifts' } });
  },
  // Each has a few lines.
  count: (ctx, filter) => ctx.db.$count(shifts, shiftsWhere(ctx.actor, filter)),
  rows,
});

async function* rows(ctx: Context<UserActor>, filter: ShiftFilter): AsyncGenerator<Cell[][]> {
  const { timeZone } = await getSettings(ctx.db);
  for (let last: number | undefined; ; ) {
    const page = await selectShifts(ctx.db)
      .where(and(shiftsWhere(ctx.actor, filter), last === undefined ? undefined : lt(shifts.id, last)))
      .orderBy(desc(shifts.id))
      .limit(pageSize);
    const ids = page.map(({ id }) => id);
    const counts = await ctx.db
      .select()
      .from(shiftCounts)
      .where(inArray(shiftCounts.shiftId, ids))
      .orderBy(shiftCounts.shiftId, shiftCounts.method);
    const lines = page.flatMap((row) =>
      counts.filter(({ shiftId }) => shiftId === row.id).map((line) => cells(toShiftSummary(row), line, timeZone)),
    );
    if (lines.length > 0) yield lines;
    if (page.length < pageSize) return;
    last = page.at(-1)?.id;
  }
}

function cells(shift: ShiftSummary, line: typeof shiftCounts.$inferSelect, timeZone: string): Cell[] {
  const { expectedPaisa, countedPaisa, method } = line;
  return [
    shift.id,
    shift.sellerName,
    ...instantCells(shift.openedAt, timeZone),
    ...instantCells(shift.closedAt, timeZone),
    shift.closedBy,
    ...instantCells(shift.approvedAt, timeZone),
    shift.approvedBy,
    ...[
      method,
      rupeesCell(expectedPaisa),
      rupeesCell(countedPaisa),
      rupeesCell(countedPaisa - expectedPaisa),
      currency,
      shift.note,
    ],
  ];
}
