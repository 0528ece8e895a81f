import { and, eq, gt, gte, ilike, isNotNull, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { startOfDay } from '@/lib/platform/settings/start-of-day';
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
    withinDays(filters),
  );
}

/** An end is the first instant at which a coupon is over: midnight at the end of 31 Dec belongs to 31 Dec. */
function withinDays({ date = 'expiration_date', from, to }: CouponFilters): SQL | undefined {
  if (!from && !to) return undefined;
  if (date === 'expiration_date') {
    const end = sql`coalesce(${coupons.expiresAt}, 'infinity'::timestamptz)`;
    return and(
      from ? gt(end, startOfDay(from)) : undefined,
      to ? lte(end, startOfDay(to, 1)) : lt(end, sql`'infinity'::timestamptz`),
    );
  }
  const column = date === 'created_at' ? coupons.createdAt : coupons.releaseAt;
  return and(from ? gte(column, startOfDay(from)) : undefined, to ? lt(column, startOfDay(to, 1)) : undefined);
}
