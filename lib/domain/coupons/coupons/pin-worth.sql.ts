import { type SQL, sql } from 'drizzle-orm';

/** What a PIN of a coupon is worth, and what it pays for. */
export type PinWorth = {
  /** In percent; 0 when an amount comes off. */
  discount: number;
  amountOff: number | null;
  maximumOff: number | null;
  validDaysAfterSale: number | null;
  requiresSale: boolean;
  /** The plans and TVOD prices that it pays for, the first few names; none for anything. */
  covers: string[];
  /** It takes off a share of anything, whatever that costs. */
  isUnbounded: boolean;
};

const isLinked = (table: string, c: string) => `exists (select from ${table} l where l.coupon_id = ${c}.id)`;

/** SQL for the `PinWorth` of coupon `c` as JSON; null without one. */
export const pinWorth = (c: string): string => `case when ${c}.id is not null then jsonb_build_object(
    'discount', ${c}.discount_bp / 100.0, 'amountOff', ${c}.amount_off, 'maximumOff', ${c}.maximum_off,
    'validDaysAfterSale', ${c}.valid_days_after_sale, 'requiresSale', ${c}.requires_sale,
    'covers', array(
      select name from (
        select n.name from coupon_user_groups l join user_groups n on n.id = l.user_group_id where l.coupon_id = ${c}.id
        union all
        select n.name from coupon_tvod_prices l join tvod_prices n on n.id = l.tvod_price_id where l.coupon_id = ${c}.id
      ) covered order by lower(name) limit 6),
    'isUnbounded', ${c}.amount_off is null and ${c}.maximum_off is null
      and not ${isLinked('coupon_user_groups', c)} and not ${isLinked('coupon_tvod_prices', c)}) end`;

/** The same of a row of the table of coupons. */
export const pinWorthOfCoupon: SQL<PinWorth> = sql<PinWorth>`${sql.raw(pinWorth('coupons'))}`;
