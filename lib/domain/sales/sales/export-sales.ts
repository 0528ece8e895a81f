import { and, desc, lt } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { rupeesCell } from '@/lib/core/csv';
import { localNumber } from '@/lib/core/phone';
import { type Cell, currency, instantCells, instantColumns } from '@/lib/core/table-file';
import { contactsFor } from '@/lib/domain/sales/customer-contacts';
import { auditedFilter } from '@/lib/platform/audit/audited-filter';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { can } from '@/lib/platform/context/permissions';
import { tableExport } from '@/lib/platform/exports/table-export';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { getSettings } from '@/lib/platform/settings/get-settings';
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
const pageSize = 1000;

/**
 * The sales that match as a file, newest first, without their PINs; with what they cost for who sees that. It has customers'
 * contacts, so it is audited before the first row is read. @throws Forbidden
 */
export const exportSales = tableExport('sales.read', saleFilter, {
  kind: 'sales',
  columns: ({ actor }: Context<UserActor>) => (can(actor, 'money.read') ? [...header, ...moneyHeader] : header),
  async record(ctx, filter) {
    const data = { filter: auditedFilter(filter) };
    await recordAudit(ctx, { action: 'sales.exported', subjectKind: 'settings', subjectId: 1, data });
    recordSecurityEvent(ctx, { kind: 'data.exported', data: { what: 'sales' } });
  },
  count: (ctx, filter) => ctx.db.$count(sales, salesWhere(filter, ctx.actor)),
  rows,
});

async function* rows(ctx: Context, filter: SaleFilter): AsyncGenerator<Cell[][]> {
  const seesMoney = can(ctx.actor, 'money.read');
  const { timeZone } = await getSettings(ctx.db);
  for (let last: number | undefined; ; ) {
    const page = await selectSales(ctx.db)
      .where(and(salesWhere(filter, ctx.actor), last === undefined ? undefined : lt(sales.id, last)))
      .orderBy(desc(sales.id))
      .limit(pageSize);
    const ids = page.map(({ id }) => id);
    const money = seesMoney ? await readSaleMoney(ctx.db, ids) : null;
    const line = (row: (typeof page)[number]) => [
      ...cells(contactsFor(ctx.actor, toSaleSummary(row)), row, timeZone),
      ...(money ? moneyCells(money.get(row.id)) : []),
    ];
    if (page.length > 0) yield page.map(line);
    if (page.length < pageSize) return;
    if (last === undefined) recordSecurityEvent(ctx, { kind: 'data.exported_in_bulk', data: { what: 'sales' } });
    last = page.at(-1)?.id;
  }
}

const moneyCells = (money: SaleMoney | undefined): Cell[] => [
  rupeesCell(money?.commissionPaisa),
  rupeesCell(money?.costPaisa),
  rupeesCell(money?.goodwillPaisa),
  rupeesCell(money?.marginPaisa),
];

type Row = Awaited<ReturnType<typeof selectSales>>[number];

/** With the ids of its seller and shift, by which reports add sales up: names need not be of one person alone. */
function cells(sale: SaleSummary, { sellerId, integratorId, shiftId }: Row, timeZone: string): Cell[] {
  return [
    sale.id,
    sale.reference,
    sale.state,
    sale.productId,
    sale.productName,
    sale.supplier,
    rupeesCell(sale.amountPaisa),
    currency,
    sale.paymentMethod,
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
