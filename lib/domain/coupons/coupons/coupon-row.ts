import { getTableColumns, type Placeholder, type SQL, sql } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import type { CouponState } from '@/lib/core/entities/coupon';

/** An instant, or its place in a statement that is kept: its ISO text is filled in later. */
type Instant = Date | Placeholder;

/**
 * A coupon's state at an instant, the one definition of it: switched off by hand, else past its end, else used up,
 * else not begun, else active.
 */
export function couponState(now: Instant): SQL<CouponState> {
  const at = sql`${now instanceof Date ? now.toISOString() : now}::timestamptz`;
  return sql<CouponState>`case
    when ${coupons.status} = 'unavailable' then 'unavailable'
    when ${coupons.expiresAt} <= ${at} then 'expired'
    when ${coupons.redemptionCount} >= ${coupons.maxRedemptions} or ${coupons.spent} >= ${coupons.budget} then 'used_up'
    when ${coupons.releaseAt} > ${at} then 'scheduled'
    else 'active' end`;
}

/** What a coupon is to everyone outside: its row, with its state at `now`. */
export function couponColumns(now: Instant) {
  const {
    redemptionCount,
    codeDigest,
    integratorId,
    wholePercent,
    hourStartedAt,
    hourCount,
    recentMinutes,
    linkCount,
    ...columns
  } = getTableColumns(coupons);
  return { ...columns, redemptions: redemptionCount, state: couponState(now).as('state') };
}

type Row = typeof coupons.$inferSelect;

export type Coupon = Omit<
  Row,
  | 'redemptionCount'
  | 'codeDigest'
  | 'integratorId'
  | 'wholePercent'
  | 'hourStartedAt'
  | 'hourCount'
  | 'recentMinutes'
  | 'linkCount'
> & {
  state: CouponState;
  /** Redemptions that count against the limit. */
  redemptions: number;
};
