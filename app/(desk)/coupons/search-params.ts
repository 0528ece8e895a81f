import { createLoader, parseAsArrayOf, parseAsString, parseAsStringLiteral, type SearchParams } from 'nuqs/server';
import {
  couponDates,
  couponDurations,
  couponSecurities,
  couponSorts,
  couponStates,
  couponStatuses,
} from '@/lib/domain/coupons/coupons/schemas';
import { parseAsDay } from '../parse-as-day';

/** The list's state is its address. */
export const couponListParams = {
  q: parseAsString.withDefault(''),
  state: parseAsStringLiteral(couponStates),
  status: parseAsStringLiteral(couponStatuses),
  duration: parseAsStringLiteral(couponDurations),
  security: parseAsStringLiteral(couponSecurities),
  date: parseAsStringLiteral(couponDates).withDefault('expiration_date'),
  from: parseAsDay,
  to: parseAsDay,
  sort: parseAsStringLiteral(couponSorts).withDefault('-created_at'),
  after: parseAsString,
};

/** How the list looks; apart, for it asks for no other rows. */
export const couponViewParams = {
  columns: parseAsArrayOf(parseAsString),
  density: parseAsStringLiteral(['comfortable', 'compact']),
};

const load = createLoader(couponListParams);
export type CouponListState = Awaited<ReturnType<typeof load>>;

export async function loadCouponList(searchParams: Promise<SearchParams>): Promise<CouponListState> {
  return load(searchParams);
}

/** What the verb takes, of what is in the address: nothing that is off. */
export function couponFiltersOf({ q, state, status, duration, security, date, from, to }: CouponListState) {
  return {
    ...(q ? { q: q.slice(0, 200) } : {}),
    ...(state ? { state } : {}),
    ...(status ? { status } : {}),
    ...(duration ? { duration } : {}),
    ...(security ? { security } : {}),
    ...(from || to ? { date } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}
