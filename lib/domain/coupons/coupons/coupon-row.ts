import { type Placeholder, type SQL, sql } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import type { CouponState } from './schemas';

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
    when ${coupons.redemptionCount} >= ${coupons.maxRedemptions} then 'used_up'
    when ${coupons.releaseAt} > ${at} then 'scheduled'
    else 'active' end`;
}

/** What a coupon is to everyone outside: its row, with its state at `now`. */
export function couponColumns(now: Instant) {
  return {
    id: coupons.id,
    code: coupons.code,
    status: coupons.status,
    state: couponState(now).as('state'),
    discount: coupons.discount,
    duration: coupons.duration,
    cycles: coupons.cycles,
    maxRedemptions: coupons.maxRedemptions,
    redemptions: coupons.redemptionCount,
    releaseAt: coupons.releaseAt,
    expiresAt: coupons.expiresAt,
    security: coupons.security,
    uniqueRedemption: coupons.uniqueRedemption,
    description: coupons.description,
    version: coupons.version,
    createdAt: coupons.createdAt,
    updatedAt: coupons.updatedAt,
    deletedAt: coupons.deletedAt,
  };
}

type Row = typeof coupons.$inferSelect;

export type Coupon = Omit<Row, 'redemptionCount'> & {
  state: CouponState;
  /** Redemptions that count against the limit. */
  redemptions: number;
};
