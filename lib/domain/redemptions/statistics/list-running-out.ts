import { sql } from 'drizzle-orm';
import { asSql } from '@/db/as-sql';
import { runPlanned } from '@/db/run-statement';
import { isUsable } from '@/lib/domain/coupons/coupons/coupon-conditions.sql';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { firstWhole, remainingAt } from './counters.sql';
import { daysSinceFirst, lately } from './rates.sql';
import { leftOf, runOut } from './run-out';

export type RunningOut = { id: number; code: string; at: string; left: number };

const shown = 5;

type Row = {
  id: string;
  code: string;
  remaining: number | null;
  codes_left: number | null;
  recent: number;
  since_first: number | null;
  expires_at: Date | null;
};

/** The coupons on offer that are used up next at the present rate, the soonest first; none that expire before. @throws Forbidden */
export async function listRunningOut(ctx: Context): Promise<RunningOut[]> {
  assertCan(ctx, 'coupons.read');
  const now = ctx.now();
  const rows = await runPlanned<Row>(ctx.db, statement(now.toISOString()));
  return rows
    .flatMap(({ id, code, ...row }) => {
      const use = { ...row, codesLeft: row.codes_left, sinceFirst: row.since_first, expiresAt: row.expires_at };
      const told = runOut(use, now);
      const left = leftOf(use);
      if (left === null || told.kind !== 'on' || told.expiresFirst) return [];
      return [{ id: Number(id), code, at: told.at, left }];
    })
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at) || one.id - other.id)
    .slice(0, shown);
}

function statement(now: string) {
  const at = sql`${now}::timestamptz`;
  const firstDay = firstWhole(lately(at), sql`'1 day'`);
  const counters = (span: number) => sql`
    select redeemed from redemption_counters r
    where r.coupon_id = c.id and kind = 'all' and span = ${span}::smallint`;
  return sql`
    with used as materialized (
      select coupon_id, sum(change) as change from redemption_changes where bucket >= ${lately(at)} group by 1),
    issued as materialized (
      select coupon_id, sum(change) as change from code_changes where status in ('available', 'sold') group by 1)
    select c.id, c.code, ${remainingAt(now)} as remaining, c.expires_at, ${daysSinceFirst(at)} as since_first,
      case when c.security = 'restricted' then ((
        select coalesce(sum(count), 0) from code_counters k where k.coupon_id = c.id and status in ('available', 'sold')
      ) + coalesce(issued.change, 0))::float8 end as codes_left,
      (recent.redeemed + coalesce(used.change, 0))::float8 as recent
    from coupons c left join used on used.coupon_id = c.id left join issued on issued.coupon_id = c.id
    cross join lateral (
      select coalesce(sum(redeemed), 0) as redeemed from (
        ${counters(1440)} and bucket >= ${firstDay}
        union all ${counters(15)} and bucket >= ${lately(at)} and bucket < ${firstDay}) r
    ) recent
    where ${asSql((instant) => isUsable('c', instant), at)}
      and (c.max_redemptions is not null or c.security = 'restricted')
      and recent.redeemed + coalesce(used.change, 0) > 0`;
}
