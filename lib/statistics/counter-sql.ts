import { type SQL, sql } from 'drizzle-orm';
import { asCounts, userShifts } from './change-sql';

/** The place of all coupons together among the counters. */
export const allCoupons = 0;

type Kind = 'all' | 'tvod_price' | 'user_group' | 'new_user';

/**
 * Counters of one coupon (0: of all) together with what is not folded yet, for one statement and so for one snapshot: exact
 * whatever has been folded. `ctes` belongs at the head of that statement, the other members go into its `from`.
 */
export function countersOf(couponId: number) {
  const counters = (kind: Kind, span: number) => sql`
    select ref_id, bucket, redeemed, amount_off from redemption_counters
    where coupon_id = ${couponId}::bigint and kind = ${kind} and span = ${span}::smallint`;
  const pending = (kind: Kind) => sql`select ref_id, bucket, redeemed, amount_off from pending where kind = ${kind}`;
  return {
    ctes: sql`
      changed as materialized (
        select ${couponId}::bigint as coupon_id, bucket, user_ref, tvod_price_id, user_group_id, change, amount_off
        from redemption_changes where ${couponId}::bigint in (0, coupon_id)
      ),
      shifted as materialized (${userShifts(sql`changed`)}),
      pending as materialized (${asCounts(sql`changed`, sql`shifted`)})`,
    /** Of all time. */
    total: (kind: Kind) => sql`(${counters(kind, 0)} union all ${pending(kind)})`,
    /** By quarters of an hour, from one instant until before another. */
    quarters: (kind: Kind, from: SQL, until: SQL) => {
      const within = sql`bucket >= ${from} and bucket < ${until}`;
      return sql`(${counters(kind, 15)} and ${within} union all ${pending(kind)} and ${within})`;
    },
    /** The same span without saying when: whole days from their own counters, quarters at both ends. */
    between: (kind: Kind, from: SQL, until: SQL) => {
      const firstDay = sql`date_bin('1 day', ${from} + interval '1 day' - interval '1 microsecond', 'epoch')`;
      const lastDay = sql`greatest(date_bin('1 day', ${until}, 'epoch'), ${firstDay})`;
      const quarters = counters(kind, 15);
      return sql`(
        ${counters(kind, 1440)} and bucket >= ${firstDay} and bucket < ${lastDay}
        union all ${quarters} and bucket >= ${from} and bucket < least(${firstDay}, ${until})
        union all ${quarters} and bucket >= ${lastDay} and bucket < ${until}
        union all ${pending(kind)} and bucket >= ${from} and bucket < ${until})`;
    },
    codes: sql`(
      select status, count from code_counters where coupon_id = ${couponId}::bigint
      union all select status, change from code_changes where ${couponId}::bigint in (0, coupon_id))`,
  };
}

/** The midnight that a day begins with in a zone. */
export const startOfDay = (day: SQL | string, timeZone: string): SQL =>
  sql`((${day})::date::timestamp at time zone ${timeZone})`;

/** The codes of each state as one JSON object; states without codes may be missing. */
export const codesAsJson = (codes: SQL): SQL => sql`
  (select jsonb_object_agg(status, count) from (select status, sum(count) as count from ${codes} k group by status) s)`;

/** How often a coupon `c` can still be redeemed, live holds taken off; null without a limit. */
export const remainingAt = (now: string): SQL => sql`
  c.max_redemptions - c.redemption_count + (
    select count(*)::int from redemptions
    where coupon_id = c.id and state = 'held' and hold_expires_at <= ${now}::timestamptz)`;
