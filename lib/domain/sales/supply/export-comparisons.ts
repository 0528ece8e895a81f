import { and, desc, isNull } from 'drizzle-orm';
import { supplierComparisons, supplierDifferences } from '@/db/schema/comparisons';
import { rupeesCell } from '@/lib/core/csv';
import { type Cell, currency, instantCells, instantColumns } from '@/lib/core/table-file';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput } from '@/lib/platform/context/operation';
import { recordExport } from '@/lib/platform/exports/record-export';
import { rowsById } from '@/lib/platform/exports/rows-by-id';
import { tableExport } from '@/lib/platform/exports/table-export';
import { countOpenDifferences, stateOf } from './list-comparisons';

const instants = ['createdAt', 'since', 'until', 'finishedAt', 'balanceAt', 'balanceSince'] as const;
const header = [
  ...['id', 'state', 'asked_by', 'compared', 'differences', 'unanswered', 'trouble', 'has_books'],
  ...['balance', 'consumed', 'taken', 'cost', 'currency'],
  ...['created_at', 'since', 'until', 'finished_at', 'balance_at', 'balance_since'].flatMap(instantColumns),
];

/** Every comparison of the books with Khalti as a file, the newest first; audited. @throws Forbidden */
export const exportComparisons = tableExport('money.read', noInput, {
  kind: 'comparisons',
  columns: () => header,
  record: (ctx: Context<UserActor>) => recordExport(ctx, { action: 'comparisons.exported', what: 'comparisons' }),
  count: (ctx) => ctx.db.$count(supplierComparisons),
  rows: (ctx) =>
    rowsById(ctx, {
      id: supplierComparisons.id,
      read: (below, limit) =>
        ctx.db.select().from(supplierComparisons).where(below).orderBy(desc(supplierComparisons.id)).limit(limit),
      cells: (page, timeZone) =>
        page.map((run): Cell[] => [
          ...[run.id, stateOf(run, ctx.now()), run.askedBy, run.compared, run.differences, run.unanswered],
          ...[run.trouble, run.hasBooks],
          ...[run.balancePaisa, run.consumedPaisa, run.takenPaisa, run.costPaisa].map(rupeesCell),
          currency,
          ...instants.flatMap((name) => instantCells(run[name], timeZone)),
        ]),
    }),
});

const differenceHeader = [
  ...['id', 'kind', 'reference', 'sale_id', 'ours', 'theirs', 'ours_rupees', 'theirs_rupees', 'currency'],
  ...['first_seen_at', 'last_seen_at'].flatMap(instantColumns),
];

/** What waits for a person as a file, all of it, the newest first; audited. @throws Forbidden */
export const exportDifferences = tableExport('money.read', noInput, {
  kind: 'differences',
  columns: () => differenceHeader,
  record: (ctx: Context<UserActor>) => recordExport(ctx, { action: 'differences.exported', what: 'differences' }),
  count: (ctx) => countOpenDifferences(ctx),
  rows: (ctx) =>
    rowsById(ctx, {
      id: supplierDifferences.id,
      read: (below, limit) =>
        ctx.db
          .select()
          .from(supplierDifferences)
          .where(and(isNull(supplierDifferences.closedAt), below))
          .orderBy(desc(supplierDifferences.id))
          .limit(limit),
      cells: (page, timeZone) =>
        page.map((one): Cell[] => [
          ...[one.id, one.kind, one.reference, one.saleId, one.ours, one.theirs],
          ...[rupeesCell(one.oursPaisa), rupeesCell(one.theirsPaisa), currency],
          ...[one.firstSeenAt, one.lastSeenAt].flatMap((at) => instantCells(at, timeZone)),
        ]),
    }),
});
