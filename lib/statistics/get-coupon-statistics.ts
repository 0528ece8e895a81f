import { sql } from 'drizzle-orm';
import { runPlanned } from '@/db/run-statement';
import { assertCan } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { NotFound } from '@/lib/errors';
import { getSettings } from '@/lib/settings/get-settings';
import { codesAsJson, countersOf, remainingAt, startOfDay } from './counter-sql';
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
  const since = firstDay === undefined ? sql`'-infinity'::timestamptz` : startOfDay(firstDay, timeZone);
  const [row] = await runPlanned<Row>(
    ctx.db,
    sql`
    with ${counters.ctes}
    select (select coalesce(sum(redeemed), 0)::int from ${counters.total('all')} n) as redemptions,
      (select coalesce(sum(redeemed), 0)::int from ${counters.total('new_user')} n) as unique_users,
      (select min(confirmed_at) from redemptions where coupon_id = c.id and state = 'redeemed') as first_redeemed_at,
      (select max(confirmed_at) from redemptions where coupon_id = c.id and state = 'redeemed') as last_redeemed_at,
      ${remainingAt(now)} as remaining, ${codesAsJson(counters.codes)} as codes,
      (select jsonb_agg(jsonb_build_object('day', day, 'redemptions', count) order by day) from (
        select (bucket at time zone ${timeZone})::date as day, sum(redeemed) as count
        from ${counters.quarters('all', since, sql`'infinity'::timestamptz`)} q group by 1 having sum(redeemed) > 0
      ) d) as by_day
    from coupons c where c.id = ${couponId}`,
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
