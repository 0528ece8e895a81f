import { type SQL, sql } from 'drizzle-orm';
import { asSql } from '@/db/as-sql';
import { expiredHolds, placesTaken } from '@/lib/domain/redemptions/redemptions/holds.sql';
import { startOfDayIn } from '@/lib/platform/settings/days.sql';
import { asCells, asCounts, overallCells, overallShifts, timeDays, userShifts } from './changes.sql';

/** The place of all coupons together among the counters. */
export const allCoupons = 0;

type Kind = 'all' | 'tvod_price' | 'user_group';

/** Sums as the driver and JSON take them; exact up to 2^53, and several times as quick as `numeric`. */
export const sumOf = (column: SQL): SQL => sql`coalesce(sum(${column}::float8), 0)`;

/** Where the first bucket of a span begins that lies after an instant. */
export const firstWhole = (at: SQL, span: SQL): SQL =>
  sql`date_bin(${span}, ${at} + interval ${span} - interval '1 microsecond', 'epoch')`;

/**
 * Counters of one coupon (0: of all) together with the changes that are not rolled up yet, for one statement and so for one
 * snapshot: exact whatever has been rolled up. `ctes` belongs at the head of that statement, the other members go into its
 * `from`.
 */
export function countersOf(couponId: number) {
  const coupon = sql`${couponId}::bigint`;
  const isOverall = couponId === allCoupons;
  const counters = (kind: Kind, span: number) => sql`
    select ref_id, bucket, redeemed, amount_off, new_users from redemption_counters
    where coupon_id = ${coupon} and kind = ${kind} and span = ${span}::smallint`;
  const pending = (kind: Kind) => sql`
    select ref_id, bucket, redeemed, amount_off, new_users from pending where kind = ${kind}`;
  /** Buckets of a longer span where they lie within, quarters at both ends. */
  const apart = (kind: Kind, from: SQL, until: SQL, whole: SQL, span: SQL) => {
    const first = firstWhole(from, span);
    const last = sql`greatest(date_bin(${span}, ${until}, 'epoch'), ${first})`;
    const quarters = counters(kind, 15);
    return sql`(
      ${whole} and bucket >= ${first} and bucket < ${last}
      union all ${quarters} and bucket >= ${from} and bucket < least(${first}, ${until})
      union all ${quarters} and bucket >= ${last} and bucket < ${until}
      union all ${pending(kind)} and bucket >= ${from} and bucket < ${until})`;
  };
  return {
    ctes: sql`
      changed as materialized (select * from redemption_changes ${isOverall ? sql`` : sql`where coupon_id = ${coupon}`}),
      shifted as materialized (${userShifts(sql`changed`)}),
      cells as materialized (${asCells(sql`changed`)}),
      pending as materialized (${
        isOverall
          ? asCounts(sql`(${overallCells(sql`cells`)})`, sql`(${overallShifts(sql`shifted`)})`)
          : asCounts(sql`cells`, sql`shifted`)
      })`,
    /** Of all time. */
    total: (kind: Kind) => sql`(${counters(kind, 0)} union all ${pending(kind)})`,
    /** From one instant until before another, without saying when: whole days from their own counters, quarters at both ends. */
    between: (kind: Kind, from: SQL, until: SQL) => apart(kind, from, until, counters(kind, 1440), sql`'1 day'`),
    /** The same with the right time of the UTC day in `bucket`, if on another day. */
    byTime: (from: SQL, until: SQL) => {
      const times = sql`
        select ref_id, bucket + ref_id * interval '15 minutes' as bucket, redeemed, amount_off, new_users
        from redemption_counters
        where coupon_id = ${coupon} and kind = 'time' and span = ${timeDays * 24 * 60}::smallint`;
      return apart('all', from, until, times, sql.raw(`'${timeDays} days'`));
    },
    /**
     * Redemptions of each day of a zone that has any, from one to another. The UTC days that end nearest to it count whole;
     * of quarters only those between a midnight here and the nearest one there are read.
     */
    byDay: (from: SQL, to: SQL, timeZone: string) => sql`(
      with midnights as materialized (
        select day, ${startOfDayIn(timeZone, sql`day`)} as at
        from generate_series(${from}::date::timestamp, ${to}::date::timestamp + interval '1 day', interval '1 day') d (day)
      ),
      ends as materialized (
        select day, at, date_bin('1 day', at + interval '12 hours', 'epoch') as near from midnights
      ),
      parts as (
        select day, near, lead(near) over by_day as next_near, redeemed, lead(redeemed) over by_day as next_redeemed,
          amount_off, lead(amount_off) over by_day as next_off
        from ends cross join lateral (
          select coalesce(sum(redeemed), 0) * sign(extract(epoch from at - near)) as redeemed,
            coalesce(sum(amount_off), 0) * sign(extract(epoch from at - near)) as amount_off
          from (${counters('all', 15)}) q where bucket >= least(at, near) and bucket < greatest(at, near)
        ) p window by_day as (order by day)
      )
      select day, sum(redeemed) as redeemed, sum(amount_off) as amount_off
      from (
        select day, next_redeemed - p.redeemed + w.redeemed as redeemed, next_off - p.amount_off + w.amount_off as amount_off
        from parts p cross join lateral (
          select coalesce(sum(redeemed), 0) as redeemed, coalesce(sum(amount_off), 0) as amount_off
          from (${counters('all', 1440)}) u where bucket >= near and bucket < next_near
        ) w where next_near is not null
        union all
        select date_trunc('day', bucket at time zone ${timeZone}), redeemed, amount_off from (${pending('all')}) p
        where bucket >= ${startOfDayIn(timeZone, from)} and bucket < ${startOfDayIn(timeZone, sql`${to}::date + 1`)}
      ) e group by day having sum(redeemed) > 0)`,
    codes: sql`(
      select status, count from code_counters where coupon_id = ${coupon}
      union all select status, change from code_changes ${isOverall ? sql`` : sql`where coupon_id = ${coupon}`})`,
  };
}

export type CodeCounts = { available: number; redeemed: number; sold: number; voided: number; deleted: number };

/** The `CodeCounts` of a coupon as one JSON object; states without codes may be missing. */
export const codesAsJson = (codes: SQL): SQL => sql`
  (select jsonb_object_agg(status, count) from (select status, sum(count) as count from ${codes} k group by status) s)`;

/** How often a coupon `c` can still be redeemed, live holds taken off; null without a limit. */
export const remainingAt = (now: Date): SQL => sql`
  (c.max_redemptions - ${asSql((at) => placesTaken('c', expiredHolds(at)), sql`${now.toISOString()}::timestamptz`)})::int`;
