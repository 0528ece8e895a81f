import { createLoader, parseAsBoolean, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { couponDurations, couponSecurities, couponSorts, couponStates } from '@/lib/coupons/schemas';

/** The list's state is its address. */
export const couponListParams = {
  q: parseAsString.withDefault(''),
  state: parseAsStringLiteral(couponStates),
  duration: parseAsStringLiteral(couponDurations),
  security: parseAsStringLiteral(couponSecurities),
  deleted: parseAsBoolean.withDefault(false),
  sort: parseAsStringLiteral(couponSorts).withDefault('-created_at'),
  after: parseAsString,
};

export const loadCouponList = createLoader(couponListParams);
export type CouponListState = Awaited<ReturnType<typeof loadCouponList>>;

/** What the verb and the desk's read take: nothing that is off. */
export function couponListInput({ q, state, duration, security, deleted, sort, after }: CouponListState) {
  return {
    sort,
    ...(q ? { q: q.slice(0, 200) } : {}),
    ...(state ? { state } : {}),
    ...(duration ? { duration } : {}),
    ...(security ? { security } : {}),
    ...(deleted ? { deleted: true as const } : {}),
    ...(after ? { after } : {}),
  };
}
