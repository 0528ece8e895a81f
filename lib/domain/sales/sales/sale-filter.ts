import { and, eq, gte, isNotNull, like, lt, or, type SQL, sql } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { containing } from '@/lib/core/like-pattern';
import { parseNepaliMobile, readPhoneFragment } from '@/lib/core/phone';
import { normalizeCode } from '@/lib/domain/coupons/reading/normalize-code';
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
  return or(
    eq(sales.reference, search),
    ofContact(search),
    search.length === 4 ? eq(sales.pinLastFour, normalizeCode(search)) : undefined,
  );
}

/** Fewer characters are in nearly every address. */
const shortestPart = 3;

/** The customer's phone number is, begins or ends like this, or their email address has it in it. */
export function ofContact(search: string): SQL | undefined {
  const phone = parseNepaliMobile(search);
  if (phone) return eq(sales.phone, phone);
  const fragment = readPhoneFragment(search);
  return or(
    fragment ? like(sales.phone, `${fragment.beginning}%`) : undefined,
    fragment ? sql`reverse(${sales.phone}) like reverse(${fragment.ending}) || '%'` : undefined,
    search.length < shortestPart ? undefined : like(sales.email, containing(search.toLowerCase())),
  );
}
