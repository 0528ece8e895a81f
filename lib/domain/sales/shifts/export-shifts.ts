import { and, desc, inArray } from 'drizzle-orm';
import { shiftCounts, shifts } from '@/db/schema/shifts';
import { rupeesCell } from '@/lib/core/csv';
import { ownNameOf } from '@/lib/core/entities/payment-method';
import { type Cell, currency, instantCells, instantColumns } from '@/lib/core/table-file';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { recordExport } from '@/lib/platform/exports/record-export';
import { rowsById } from '@/lib/platform/exports/rows-by-id';
import { tableExport } from '@/lib/platform/exports/table-export';
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

/** The closed shifts that match as a file, newest first, a line for each method. Audited. @throws Forbidden */
export const exportShifts = tableExport('sales.sell', shiftFilter, {
  kind: 'shifts',
  columns: () => header,
  record: (ctx: Context<UserActor>, filter) => recordExport(ctx, { action: 'shifts.exported', what: 'shifts', filter }),
  // Each has a few lines.
  count: (ctx, filter) => ctx.db.$count(shifts, shiftsWhere(ctx.actor, filter)),
  rows,
});

function rows(ctx: Context<UserActor>, filter: ShiftFilter): AsyncGenerator<Cell[][]> {
  return rowsById(ctx, {
    id: shifts.id,
    read: (below, limit) =>
      selectShifts(ctx.db)
        .where(and(shiftsWhere(ctx.actor, filter), below))
        .orderBy(desc(shifts.id))
        .limit(limit),
    async cells(page, timeZone, { paymentMethods }) {
      const ids = page.map(({ id }) => id);
      const counts = await ctx.db
        .select()
        .from(shiftCounts)
        .where(inArray(shiftCounts.shiftId, ids))
        .orderBy(shiftCounts.shiftId, shiftCounts.method);
      const linesOf = Map.groupBy(counts, ({ shiftId }) => shiftId);
      return page.flatMap((row) =>
        (linesOf.get(row.id) ?? []).map((line) =>
          cells(toShiftSummary(row), line, ownNameOf(paymentMethods, line.method), timeZone),
        ),
      );
    },
    pageSize: 500,
  });
}

function cells(
  shift: ShiftSummary,
  line: typeof shiftCounts.$inferSelect,
  ownMethod: string | null,
  timeZone: string,
): Cell[] {
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
      ownMethod ?? method,
      rupeesCell(expectedPaisa),
      rupeesCell(countedPaisa),
      rupeesCell(countedPaisa - expectedPaisa),
      currency,
      shift.note,
    ],
  ];
}
