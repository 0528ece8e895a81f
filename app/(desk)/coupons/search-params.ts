import { createLoader, parseAsString, parseAsStringLiteral, type SearchParams } from 'nuqs/server';
import { couponFilters } from '@/lib/core/entities/coupon';
import { couponDates, couponSorts } from '@/lib/domain/coupons/coupons/filters';
import { filterParams, filtersInUse, given } from '../_fields/filter-params';
import { daysOf, parseAsDay } from '../parse-as-day';

/** The list's state is its address. */
export const couponListParams = {
  q: parseAsString.withDefault(''),
  ...filterParams(couponFilters),
  date: parseAsStringLiteral(couponDates).withDefault('expiration_date'),
  from: parseAsDay,
  to: parseAsDay,
  sort: parseAsStringLiteral(couponSorts).withDefault('-created_at'),
  after: parseAsString,
};

const load = createLoader(couponListParams);
export type CouponListState = Awaited<ReturnType<typeof load>>;

export async function loadCouponList(searchParams: Promise<SearchParams>): Promise<CouponListState> {
  return load(searchParams);
}

/** What the use case takes, of what is in the address: nothing that is off. */
export function couponFiltersOf({ q, date, from, to, ...list }: CouponListState) {
  return {
    ...given({ q: q.slice(0, 200), ...daysOf({ from, to }) }),
    ...filtersInUse(couponFilters, list),
    ...(from || to ? { date } : {}),
  };
}
