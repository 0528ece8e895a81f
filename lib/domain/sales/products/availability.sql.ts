import { hasBudgetLeft, hasPlaceLeft, isUsable } from '@/lib/domain/coupons/coupons/coupon-conditions.sql';

/**
 * Whether a PIN of coupon `c` could be redeemed at the instant `at`; one rule for the lists and for the sale itself.
 * A coupon that is released later may be sold before.
 */
export const couponIsUsable = (at: string) =>
  `(${isUsable('c', at)} and ${hasPlaceLeft('c', 'c.redemption_count')} and ${hasBudgetLeft('c')})`;

/**
 * SQL for the available codes of a coupon, oldest first; add a `limit`. Equality and `order by id` alone would let
 * Postgres walk the primary key, over every code that was ever sold: this order only the index of coupons can give.
 */
export const availableCodes = (couponId: string) => `select k.id from codes k
  where k.coupon_id between ${couponId} and ${couponId} and k.status = 'available' order by k.coupon_id, k.id`;

/**
 * SQL for the availability of product `p` on coupon `c`, left-joined, at the instant `at`. `khaltiConnected` is a
 * parameter: whether this process knows where Khalti is.
 */
export const availabilityOf = (at: string, khaltiConnected: string) => `case
  when not p.active then 'off'
  when p.supplier = 'khalti' then case
    when p.withdrawn_at is not null then 'withdrawn'
    when not ${khaltiConnected} then 'not_connected'
    when (select maintenance_at from suppliers where name = 'khalti') is not null then 'maintenance'
    else 'on_sale' end
  when not ${couponIsUsable(at)} then 'coupon_ended'
  when (${availableCodes('p.coupon_id')} limit 1) is null then 'sold_out'
  else 'on_sale' end`;
