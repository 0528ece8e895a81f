import { and, desc, eq, lt, or, type SQL } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { assertCan } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { parseNepaliMobile } from '@/lib/phone';
import { type SaleSummary, selectSales, toSaleSummary } from './sale-summary';
import { type ListSalesInput, listSalesInput } from './schemas';

export type SalesPage = {
  sales: SaleSummary[];
  /** `before` of the next page; null on the last one. */
  next: number | null;
};

/** Sales, newest first. @throws Forbidden */
export async function listSales(ctx: Context, input: ListSalesInput = {}): Promise<SalesPage> {
  assertCan(ctx, 'sales.read');
  const { search, state, before, limit } = listSalesInput.parse(input);
  const rows = await selectSales(ctx.db)
    .where(
      and(
        before === undefined ? undefined : lt(sales.id, before),
        state === undefined ? undefined : eq(sales.state, state),
        search ? matches(search) : undefined,
      ),
    )
    .orderBy(desc(sales.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit).map(toSaleSummary);
  return { sales: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** Each way to look has its index; together Postgres takes them as one bitmap. */
function matches(search: string): SQL | undefined {
  const phone = parseNepaliMobile(search);
  return or(
    eq(sales.reference, search),
    eq(sales.email, search.toLowerCase()),
    phone ? eq(sales.phone, phone) : undefined,
    search.length === 4 ? eq(sales.pinLastFour, search.toUpperCase()) : undefined,
  );
}
