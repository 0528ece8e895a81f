import { and, desc, inArray, lt } from 'drizzle-orm';
import { shiftCounts, shifts } from '@/db/schema/shifts';
import { type CsvFile, rupeesCell, toCsv } from '@/lib/core/csv';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { type ShiftFilter, shiftFilter } from './schemas';
import { type ShiftSummary, selectShifts, shiftsWhere, toShiftSummary } from './shift-summary';

const header = [
  'shift',
  'seller',
  'opened_at',
  'closed_at',
  'closed_by',
  'approved_at',
  'approved_by',
  'method',
  'expected_rupees',
  'counted_rupees',
  'difference_rupees',
  'note',
];
const pageSize = 500;

/** The closed shifts that match as CSV, newest first, a line for each method. Audited. @throws Forbidden */
export const exportShifts = operation(
  'sales.sell',
  shiftFilter,
  async (ctx: Context<UserActor>, filter): Promise<CsvFile> => {
    await recordAudit(ctx, { action: 'shifts.exported', subjectKind: 'settings', subjectId: 1, data: { filter } });
    return { name: `shifts-${ctx.now().toISOString().slice(0, 10)}.csv`, rows: rows(ctx, filter) };
  },
);

async function* rows(ctx: Context<UserActor>, filter: ShiftFilter): AsyncGenerator<string> {
  yield toCsv([header]);
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
      counts.filter(({ shiftId }) => shiftId === row.id).map((line) => cells(toShiftSummary(row), line)),
    );
    if (lines.length > 0) yield toCsv(lines);
    if (page.length < pageSize) return;
    last = page.at(-1)?.id;
  }
}

function cells(shift: ShiftSummary, line: typeof shiftCounts.$inferSelect): unknown[] {
  const { expectedPaisa, countedPaisa, method } = line;
  return [
    ...[shift.id, shift.sellerName, shift.openedAt, shift.closedAt, shift.closedBy, shift.approvedAt, shift.approvedBy],
    ...[
      method,
      rupeesCell(expectedPaisa),
      rupeesCell(countedPaisa),
      rupeesCell(countedPaisa - expectedPaisa),
      shift.note,
    ],
  ];
}
