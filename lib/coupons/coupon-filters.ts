import { and, eq, ilike, isNotNull, isNull, or, type SQL } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { couponState } from './coupon-row';
import type { CouponFilters } from './schemas';

/** One `where` for the rows, their count and their export. */
export function couponsWhere(filters: CouponFilters, now: Date): SQL | undefined {
  const { q, status, duration, security, state, deleted } = filters;
  const pattern = q && `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  return and(
    deleted ? isNotNull(coupons.deletedAt) : isNull(coupons.deletedAt),
    pattern ? or(ilike(coupons.code, pattern), ilike(coupons.description, pattern)) : undefined,
    status ? eq(coupons.status, status) : undefined,
    duration ? eq(coupons.duration, duration) : undefined,
    security ? eq(coupons.security, security) : undefined,
    state ? eq(couponState(now), state) : undefined,
  );
}
