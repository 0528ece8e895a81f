import { and, gt, gte, ilike, inArray, isNotNull, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { assertInOrder } from '@/lib/core/days-in-order';
import { couponFilters } from '@/lib/core/entities/coupon';
import { containing } from '@/lib/core/like-pattern';
import { tidyCode } from '@/lib/core/normalize-text';
import { digestsOf } from '@/lib/domain/coupons/reading/digest-code';
import { startOfDay } from '@/lib/platform/settings/days.sql';
import { endOf } from './coupon-conditions.sql';
import { couponColumns, couponState } from './coupon-row';
import type { CouponFilters } from './schemas';

const filterNames = Object.keys(couponFilters) as (keyof typeof couponFilters)[];

/** One `where` for the rows, their count and their export. */
export function couponsWhere(filters: CouponFilters, now: Date): SQL | undefined {
  const { q, deleted } = filters;
  return and(
    deleted ? isNotNull(coupons.deletedAt) : isNull(coupons.deletedAt),
    q ? or(isCodeLike(q), ilike(coupons.description, containing(q))) : undefined,
    ...narrowed(filters, now),
    withinDays(filters),
  );
}

/** A part of the code, or all of it however it was typed. */
function isCodeLike(typed: string): SQL | undefined {
  return or(ilike(coupons.code, containing(tidyCode(typed))), inArray(coupons.codeDigest, digestsOf(typed)));
}

/** Declared filters: the column of the same name, or what is computed from the row. */
function narrowed(filters: CouponFilters, now: Date): SQL[] {
  const columns = { ...couponColumns(now), state: couponState(now) };
  return filterNames.flatMap((name) => {
    const value = filters[name];
    return value === undefined ? [] : [sql`${columns[name]} = ${value}`];
  });
}

/** An end is the first instant at which a coupon is over: midnight at the end of 31 Dec belongs to 31 Dec. */
function withinDays({ date = 'expiration_date', from, to }: CouponFilters): SQL | undefined {
  if (!from && !to) return undefined;
  assertInOrder({ from, to });
  if (date === 'expiration_date') {
    const end = sql.raw(endOf('coupons'));
    return and(
      from ? gt(end, startOfDay(from)) : undefined,
      to ? lte(end, startOfDay(to, 1)) : lt(end, sql`'infinity'::timestamptz`),
    );
  }
  const column = date === 'created_at' ? coupons.createdAt : coupons.releaseAt;
  return and(from ? gte(column, startOfDay(from)) : undefined, to ? lt(column, startOfDay(to, 1)) : undefined);
}
