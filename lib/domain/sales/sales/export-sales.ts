import { and, desc } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { rupeesCell } from '@/lib/core/csv';
import { ownNameOf } from '@/lib/core/entities/payment-method';
import { localNumber } from '@/lib/core/phone';
import { type Cell, currency, instantCells, instantColumns } from '@/lib/core/table-file';
import { contactsFor } from '@/lib/domain/sales/customer-contacts';
import { limitContactSearch } from '@/lib/domain/sales/limit-contact-search';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { can } from '@/lib/platform/context/permissions';
import { recordExport } from '@/lib/platform/exports/record-export';
import { rowsById } from '@/lib/platform/exports/rows-by-id';
import { tableExport } from '@/lib/platform/exports/table-export';
import type { Settings } from '@/lib/platform/settings/get-settings';
import { salesWhere } from './sale-filter';
import { readSaleMoney, type SaleMoney } from './sale-money';
import { type SaleSummary, selectSales, toSaleSummary } from './sale-summary';
import { type SaleFilter, saleFilter } from './schemas';

const header = [
  'sale',
  'reference',
  'state',
  'product_id',
  'product',
  'supplier',
  'price_rupees',
  'currency',
  'payment_method',
  'phone',
  'email',
  'pin_last_four',
  'seller_id',
  'integrator_id',
  'sold_by',
  'shift_id',
  ...instantColumns('created_at'),
  ...instantColumns('settled_at'),
  'failure',
];
const moneyHeader = ['commission_rupees', 'cost_rupees', 'goodwill_rupees', 'margin_rupees'];

/**
 * The sales that match as a file, newest first, without their PINs; with what they cost for anyone who sees that. It has customers'
 * contacts, so it is audited before the first row is read. @throws Forbidden
 */
export const exportSales = tableExport('sales.read', saleFilter, {
  kind: 'sales',
  columns: ({ actor }: Context<UserActor>) => (can(actor, 'money.read') ? [...header, ...moneyHeader] : header),
  record: async (ctx, filter) => {
    await limitContactSearch(ctx, filter.search);
    await recordExport(ctx, { action: 'sales.exported', what: 'sales', filter });
  },
  count: (ctx, filter) => ctx.db.$count(sales, salesWhere(filter, ctx.actor)),
  rows,
});

function rows(ctx: Context, filter: SaleFilter): AsyncGenerator<Cell[][]> {
  const seesMoney = can(ctx.actor, 'money.read');
  return rowsById(ctx, {
    id: sales.id,
    read: (below, limit) =>
      selectSales(ctx.db)
        .where(and(salesWhere(filter, ctx.actor), below))
        .orderBy(desc(sales.id))
        .limit(limit),
    async cells(page, _, settings) {
      const ids = page.map(({ id }) => id);
      const money = seesMoney ? await readSaleMoney(ctx.db, ids) : null;
      return page.map((row) => [
        ...cells(contactsFor(ctx.actor, toSaleSummary(row)), row, settings),
        ...(money ? moneyCells(money.get(row.id)) : []),
      ]);
    },
    inBulk: 'sales',
  });
}

const moneyCells = (money: SaleMoney | undefined): Cell[] => [
  rupeesCell(money?.commissionPaisa),
  rupeesCell(money?.costPaisa),
  rupeesCell(money?.goodwillPaisa),
  rupeesCell(money?.marginPaisa),
];

type Row = Awaited<ReturnType<typeof selectSales>>[number];

/** With the ids of its seller and shift, by which reports add sales up: names need not be of one person alone. */
function cells(
  sale: SaleSummary,
  { sellerId, integratorId, shiftId }: Row,
  { timeZone, paymentMethods }: Settings,
): Cell[] {
  return [
    sale.id,
    sale.reference,
    sale.state,
    sale.productId,
    sale.productName,
    sale.supplier,
    rupeesCell(sale.amountPaisa),
    currency,
    ownNameOf(paymentMethods, sale.paymentMethod) ?? sale.paymentMethod,
    sale.phone && localNumber(sale.phone),
    sale.email,
    sale.pinLastFour,
    sellerId,
    integratorId,
    sale.sellerName,
    shiftId,
    ...instantCells(sale.createdAt, timeZone),
    ...instantCells(sale.settledAt, timeZone),
    sale.failureReason,
  ];
}
