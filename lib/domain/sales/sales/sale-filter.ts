import { and, eq, gte, isNotNull, lt, or, type SQL } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { parseNepaliMobile } from '@/lib/core/phone';
import { startOfDay } from '@/lib/platform/settings/start-of-day';
import type { SaleFilter } from './schemas';

/** One `where` for the rows, their totals and their export. */
export function salesWhere(filter: SaleFilter): SQL | undefined {
  const { search, state, productId, sellerId, integratorId, from, to, queue } = filter;
  return and(
    search ? matches(search) : undefined,
    state ? eq(sales.state, state) : undefined,
    productId ? eq(sales.productId, productId) : undefined,
    sellerId ? eq(sales.sellerId, sellerId) : undefined,
    integratorId ? eq(sales.integratorId, integratorId) : undefined,
    from ? gte(sales.createdAt, startOfDay(from)) : undefined,
    to ? lt(sales.createdAt, startOfDay(to, 1)) : undefined,
    queue === 'needs-person' ? needsPerson : undefined,
  );
}

/** It needs a person. */
export const needsPerson = isNotNull(sales.flaggedAt);

/** Each condition has its index; Postgres combines them in one bitmap. */
function matches(search: string): SQL | undefined {
  const id = /^#([1-9]\d{0,14})$/.exec(search)?.[1];
  if (id) return eq(sales.id, Number(id));
  const phone = parseNepaliMobile(search);
  return or(
    eq(sales.reference, search),
    eq(sales.email, search.toLowerCase()),
    phone ? eq(sales.phone, phone) : undefined,
    search.length === 4 ? eq(sales.pinLastFour, search.toUpperCase()) : undefined,
  );
}
