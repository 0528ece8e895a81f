import { type SQL, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { runPlanned } from '@/db/run-statement';
import { type CodeCounts, codesAsJson, countersOf, remainingAt, sumOf } from './counters.sql';
import type { DayCount } from './days';

type Row = {
  redemptions: number;
  unique_users: number;
  first_redeemed_at: Date | null;
  last_redeemed_at: Date | null;
  remaining: number | null;
  codes: Partial<CodeCounts> | null;
  by_day: DayCount[] | null;
};

type Asked = { couponId: number; now: Date; timeZone: string; firstDay: string | undefined };

/** How a coupon was used, its days from `firstDay` on, or all of them; nothing when there is no such coupon. */
export async function readCouponStatistics(
  db: Executor,
  { couponId, now, timeZone, firstDay }: Asked,
): Promise<Row | undefined> {
  const counters = countersOf(couponId);
  const dayOf = (at: SQL) => sql`(select (${at} at time zone ${timeZone})::date from lifetime)`;
  const since = firstDay === undefined ? dayOf(sql`first_at`) : sql`${firstDay}::date`;
  const [row] = await runPlanned<Row>(
    db,
    sql`
    with ${counters.ctes},
    lifetime as materialized (
      select min(confirmed_at) as first_at, max(confirmed_at) as last_at
      from redemptions where coupon_id = ${couponId} and state = 'redeemed'),
    total as (select ${sumOf(sql`redeemed`)} as redeemed, ${sumOf(sql`new_users`)} as users from ${counters.total('all')} n)
    select total.redeemed as redemptions, total.users as unique_users, lifetime.first_at as first_redeemed_at,
      lifetime.last_at as last_redeemed_at, ${remainingAt(now)} as remaining, ${codesAsJson(counters.codes)} as codes,
      (select json_agg(json_build_object('day', day::date, 'redemptions', redeemed) order by day)
        from ${counters.byDay(since, dayOf(sql`last_at`), timeZone)} d) as by_day
    from coupons c, lifetime, total where c.id = ${couponId}`,
  );
  return row;
}
