import { sql } from 'drizzle-orm';
import { asSql } from '@/db/as-sql';
import type { Executor } from '@/db/client';
import type { DriverRow } from '@/db/driver-row';
import { runPlanned } from '@/db/run-statement';
import type { coupons } from '@/db/schema/coupons';
import { isUsable } from '@/lib/domain/coupons/coupons/coupon-conditions.sql';
import { firstWhole, remainingAt } from './counters.sql';
import { daysSinceFirst, lately } from './rates.sql';

type Row = DriverRow<typeof coupons, 'id' | 'code' | 'expiresAt'> & {
  remaining: number | null;
  codes_left: number | null;
  recent: number;
  since_first: number | null;
};

/** Usable coupons with a limit or a stock of codes that were redeemed lately. */
export async function readUsedCoupons(db: Executor, now: Date): Promise<Row[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const firstDay = firstWhole(lately(at), sql`'1 day'`);
  const counters = (span: number) => sql`
    select redeemed from redemption_counters r
    where r.coupon_id = c.id and kind = 'all' and span = ${span}::smallint`;
  return runPlanned<Row>(
    db,
    sql`
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
      and recent.redeemed + coalesce(used.change, 0) > 0`,
  );
}
