import { and, desc } from 'drizzle-orm';
import type { z } from 'zod';
import { sales } from '@/db/schema/sales';
import { rupeesCell } from '@/lib/core/csv';
import { type Cell, currency, instantCells, instantColumns } from '@/lib/core/table-file';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { ownIntegrator } from '@/lib/platform/context/own-integrator';
import { recordExport } from '@/lib/platform/exports/record-export';
import { rowsById } from '@/lib/platform/exports/rows-by-id';
import { tableExport } from '@/lib/platform/exports/table-export';
import { type Purchase, purchasesWhere, selectPurchases, toPurchase } from './read-purchases';
import { ownPurchaseFilter } from './schemas';

const header = [
  ...['reference', 'state', 'product', 'value', 'amount', 'charged', 'currency', 'pin_use', 'failure_reason'],
  ...['created_at', 'settled_at', 'valid_until'].flatMap(instantColumns),
];

/** The purchases of a partner's own company as a file, the newest first, without PINs and contacts; audited. @throws Forbidden, Invalid */
export const exportOwnPurchases = tableExport('partner.read', ownPurchaseFilter, {
  kind: 'partner-sales',
  columns: () => header,
  record: (ctx: Context<UserActor>, { reference, ...filter }) =>
    recordExport(ctx, {
      ...{ action: 'purchases.exported', what: 'purchases' },
      filter: { ...filter, search: reference },
    }),
  name: () => 'purchases',
  count: async (ctx, filter) => ctx.db.$count(sales, await purchasesWhere(ctx, ownIntegrator(ctx), filter)),
  rows,
});

async function* rows(ctx: Context, filter: z.output<typeof ownPurchaseFilter>): AsyncGenerator<Cell[][]> {
  const where = await purchasesWhere(ctx, ownIntegrator(ctx), filter);
  yield* rowsById(ctx, {
    id: sales.id,
    read: (below, limit) => selectPurchases(ctx).where(and(where, below)).orderBy(desc(sales.id)).limit(limit),
    cells: (page, timeZone) => page.map((row) => cells(toPurchase(row), timeZone)),
  });
}

const cells = (purchase: Purchase, timeZone: string): Cell[] => [
  ...[purchase.reference, purchase.state, purchase.productName, purchase.value],
  ...[rupeesCell(purchase.amountPaisa), rupeesCell(purchase.chargedPaisa), currency],
  ...[purchase.pinUse, purchase.failureReason],
  ...[purchase.createdAt, purchase.settledAt, purchase.validUntil].flatMap((at) => instantCells(at, timeZone)),
];
