import { getTableColumns, type Placeholder, type SQL, sql } from 'drizzle-orm';
import { asSql } from '@/db/as-sql';
import { coupons } from '@/db/schema/coupons';
import type { CouponState } from '@/lib/core/entities/coupon';
import { hourLimitOf, stateOf } from './coupon-conditions.sql';

/** An instant, or its place in a statement that is kept: its ISO text is filled in later. */
type Instant = Date | Placeholder;

/** A coupon's state at an instant. */
export function couponState(now: Instant): SQL<CouponState> {
  const at = sql`${now instanceof Date ? now.toISOString() : now}::timestamptz`;
  return asSql((instant) => stateOf('coupons', instant), at) as SQL<CouponState>;
}

const hourLimit = sql<number | null>`${sql.raw(hourLimitOf('coupons'))}`.as('hour_limit');

/** What a coupon is to everyone outside: its row, with its state at `now`. */
export function couponColumns(now: Instant) {
  const {
    redemptionCount,
    codeDigest,
    otherDigests,
    integratorId,
    wholePercent,
    hourStartedAt,
    hourCount,
    recentMinutes,
    pauseMailedAt,
    linkCount,
    usedUp,
    ...columns
  } = getTableColumns(coupons);
  const state = couponState(now).as('state');
  return { ...columns, redemptions: redemptionCount, state, hourLimit };
}

type Row = typeof coupons.$inferSelect;

export type Coupon = Omit<
  Row,
  | 'redemptionCount'
  | 'codeDigest'
  | 'otherDigests'
  | 'integratorId'
  | 'wholePercent'
  | 'hourStartedAt'
  | 'hourCount'
  | 'recentMinutes'
  | 'pauseMailedAt'
  | 'linkCount'
  | 'usedUp'
> & {
  state: CouponState;
  /** How many redemptions within an hour pause it; null for any number. */
  hourLimit: number | null;
  /** Redemptions that count against the limit. */
  redemptions: number;
};
