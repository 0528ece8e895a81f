import { availableCodes } from './availability.sql';

/** As the driver gives it: bigint as text. */
export type LowStockRow = { couponId: string; available: number; threshold: number };

/** Counted no further than it takes to know that the stock is not low. */
const available = `(select count(*) from (${availableCodes('p.coupon_id')} limit p.low_stock_threshold + 1) counted)`;

/** Stock that was filled up is notified of again when it is low the next time. Locks products only. */
export const clearNotified = `
  update products p set low_stock_notified_at = null
  where p.low_stock_notified_at is not null and p.supplier = 'stock' and ${available} > p.low_stock_threshold`;

/**
 * Low stock that nobody was notified of. $1 the instant. The condition on the row makes a second run find none: it waits for
 * the products that the first one has locked, and reads them again.
 */
export const markNotified = `
  update products p set low_stock_notified_at = $1::timestamptz
  where p.low_stock_notified_at is null and p.supplier = 'stock' and p.active and p.archived_at is null
    and ${available} <= p.low_stock_threshold
  returning p.coupon_id as "couponId", ${available}::int as available, p.low_stock_threshold as threshold`;
