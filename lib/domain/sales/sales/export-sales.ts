import { and, desc, lt } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { type CsvFile, toCsv } from '@/lib/core/csv';
import { localNumber } from '@/lib/core/phone';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { salesWhere } from './sale-filter';
import { type SaleSummary, selectSales, toSaleSummary } from './sale-summary';
import { type SaleFilter, saleFilter } from './schemas';

const header = [
  'sale',
  'reference',
  'state',
  'product',
  'supplier',
  'price_rupees',
  'phone',
  'email',
  'pin_last_four',
  'sold_by',
  'created_at',
  'settled_at',
  'failure',
];
const pageSize = 1000;

/**
 * The sales that match as CSV, newest first, without their PINs. It has customers' contacts, so it is audited before the
 * first row is read. Takes the same memory for ten rows and for a million. @throws Forbidden
 */
export const exportSales = operation(
  'sales.read',
  saleFilter,
  async (ctx: Context<UserActor>, filter): Promise<CsvFile> => {
    // What was searched for may be a contact.
    const { search, ...rest } = filter;
    const data = { filter: { ...rest, ...(search ? { searched: true } : {}) } };
    await recordAudit(ctx, { action: 'sales.exported', subjectKind: 'settings', subjectId: 1, data });
    return { name: `sales-${ctx.now().toISOString().slice(0, 10)}.csv`, rows: rows(ctx, filter) };
  },
);

async function* rows(ctx: Context, filter: SaleFilter): AsyncGenerator<string> {
  yield toCsv([header]);
  for (let last: number | undefined; ; ) {
    const page = await selectSales(ctx.db)
      .where(and(salesWhere(filter), last === undefined ? undefined : lt(sales.id, last)))
      .orderBy(desc(sales.id))
      .limit(pageSize);
    if (page.length > 0) yield toCsv(page.map((row) => cells(toSaleSummary(row))));
    if (page.length < pageSize) return;
    last = page.at(-1)?.id;
  }
}

function cells(sale: SaleSummary): unknown[] {
  return [
    sale.id,
    sale.reference,
    sale.state,
    sale.productName,
    sale.supplier,
    (sale.amountPaisa / 100).toFixed(2),
    sale.phone && localNumber(sale.phone),
    sale.email,
    sale.pinLastFour,
    sale.sellerName,
    sale.createdAt,
    sale.settledAt,
    sale.failureReason,
  ];
}
