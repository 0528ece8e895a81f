import { type SQL, sql } from 'drizzle-orm';
import { runPlanned } from '@/db/run-statement';
import { NotFound } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { codesAsJson, countersOf, remainingAt, sumOf } from './counters.sql';
import { type DayCount, lastDaysUntil } from './days';

export type CouponStatistics = {
  /** Redeemed and not rolled back; holds are not counted until they are confirmed. */
  redemptions: number;
  uniqueUsers: number;
  codes: { available: number; redeemed: number; sold: number; deleted: number };
  /** How often it can still be redeemed, holds taken off; null without a limit. */
  remaining: number | null;
  firstRedeemedAt: string | null;
  lastRedeemedAt: string | null;
  /** Days with redemptions, oldest first, as `YYYY-MM-DD` in `timeZone`. */
  byDay: DayCount[];
  timeZone: string;
};

type Row = {
  redemptions: number;
  unique_users: number;
  first_redeemed_at: Date | null;
  last_redeemed_at: Date | null;
  remaining: number | null;
  codes: Partial<CouponStatistics['codes']> | null;
  by_day: CouponStatistics['byDay'] | null;
};

/**
 * How a coupon was used, deleted ones included. With `lastDays`, `byDay` is told for so many days up to today; the other
 * figures are always of its whole life.
 * @throws Forbidden, NotFound
 */
export async function getCouponStatistics(
  ctx: Context,
  couponId: number,
  { lastDays }: { lastDays?: number | undefined } = {},
): Promise<CouponStatistics> {
  assertCan(ctx, 'coupons.read');
  const { timeZone } = await getSettings(ctx.db);
  const firstDay = lastDays === undefined ? undefined : lastDaysUntil(ctx.now(), timeZone, lastDays)[0];
  const now = ctx.now().toISOString();
  const counters = countersOf(couponId);
  const dayOf = (at: SQL) => sql`(select (${at} at time zone ${timeZone})::date from life)`;
  const since = firstDay === undefined ? dayOf(sql`first_at`) : sql`${firstDay}::date`;
  const [row] = await runPlanned<Row>(
    ctx.db,
    sql`
    with ${counters.ctes},
    life as materialized (
      select min(confirmed_at) as first_at, max(confirmed_at) as last_at
      from redemptions where coupon_id = ${couponId} and state = 'redeemed'),
    total as (select ${sumOf(sql`redeemed`)} as redeemed, ${sumOf(sql`new_users`)} as users from ${counters.total('all')} n)
    select total.redeemed as redemptions, total.users as unique_users, life.first_at as first_redeemed_at,
      life.last_at as last_redeemed_at, ${remainingAt(now)} as remaining, ${codesAsJson(counters.codes)} as codes,
      (select json_agg(json_build_object('day', day::date, 'redemptions', redeemed) order by day)
        from ${counters.byDay(since, dayOf(sql`last_at`), timeZone)} d) as by_day
    from coupons c, life, total where c.id = ${couponId}`,
  );
  if (!row) throw new NotFound('The coupon');
  return {
    redemptions: row.redemptions,
    uniqueUsers: row.unique_users,
    codes: { available: 0, redeemed: 0, sold: 0, deleted: 0, ...row.codes },
    remaining: row.remaining,
    firstRedeemedAt: row.first_redeemed_at?.toISOString() ?? null,
    lastRedeemedAt: row.last_redeemed_at?.toISOString() ?? null,
    byDay: row.by_day ?? [],
    timeZone,
  };
}
