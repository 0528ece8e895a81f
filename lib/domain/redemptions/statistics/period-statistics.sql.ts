import { type SQL, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import type { DriverRow } from '@/db/driver-row';
import { runPlanned } from '@/db/run-statement';
import type { coupons } from '@/db/schema/coupons';
import type { Period } from '@/lib/core/period';
import { startOfDayIn } from '@/lib/platform/settings/days.sql';
import { type CodeCounts, codesAsJson, countersOf, remainingAt, sumOf } from './counters.sql';
import { daysSinceFirst, lately } from './rates.sql';
import { steadySpans } from './zones.sql';

export type Count = { redemptions: number; discountPaisa: number };
/** `name` is null for what belongs to none: redeemed by anyone, or without a TVOD price. */
export type NamedCount = Count & { id: number; name: string | null };
export type PeriodCount = Count & { newUsers: number };

type Coupon = DriverRow<typeof coupons, 'security' | 'expiresAt'>;

export type PeriodRow = {
  by_day: (Count & { day: string })[] | null;
  by_hour: (Count & { hour: number })[] | null;
  groups: NamedCount[] | null;
  prices: NamedCount[] | null;
  before: PeriodCount;
  new_users: number;
  unique_users: number;
  codes: Partial<CodeCounts> | null;
  recent: number;
  since_first: number | null;
  remaining: number | null;
} & { [Name in keyof Coupon]: Coupon[Name] | null };

type Asked = { now: Date; couponId: number; timeZone: string; period: Period };

/** How coupon `couponId`, or all, were used in a period; the columns of a coupon are null for all, and where there is none. */
export async function readPeriodStatistics(db: Executor, asked: Asked): Promise<PeriodRow | undefined> {
  const [row] = await runPlanned<PeriodRow>(db, statement(asked));
  return row;
}

function statement({ now, couponId, timeZone, period: { from, to, before } }: Asked): SQL {
  const counters = countersOf(couponId);
  const at = sql`${now.toISOString()}::timestamptz`;
  const start = startOfDayIn(timeZone, from);
  const end = startOfDayIn(timeZone, sql`${to}::date + 1`);
  const startBefore = startOfDayIn(timeZone, before.from);
  const count = sql`${sumOf(sql`redeemed`)} as redemptions, ${sumOf(sql`amount_off`)} as "discountPaisa"`;
  const named = (kind: 'user_group' | 'tvod_price', table: SQL) => sql`
    (select json_agg(d order by d.redemptions desc, d.id) from (
      select ref_id as id, max(name) as name, ${count}
      from ${counters.between(kind, start, end)} n join ${table} t on t.id = ref_id
      group by 1 having sum(redeemed) > 0) d)`;
  return sql`
    with ${counters.ctes},
    spans as materialized (${steadySpans(start, end, timeZone)}),
    times as (
      select (bucket at time zone ahead)::time as time, sum(redeemed) as redeemed, sum(amount_off) as amount_off
      from spans cross join lateral ${counters.byTime(sql`since`, sql`until`)} q group by 1
    ),
    before as (
      select ${count}, ${sumOf(sql`new_users`)} as "newUsers" from ${counters.between('all', startBefore, start)} n)
    select (
        select json_agg(json_build_object('day', day::date, 'redemptions', redeemed, 'discountPaisa', amount_off))
        from ${counters.byDay(sql`${from}`, sql`${to}`, timeZone)} d) as by_day,
      (select json_agg(h) from (
        select date_part('hour', time) as hour, ${count} from times group by 1 having sum(redeemed) > 0) h) as by_hour,
      ${named('user_group', sql`user_groups`)} as groups, ${named('tvod_price', sql`tvod_prices`)} as prices,
      (select to_json(before) from before) as before,
      (select ${sumOf(sql`new_users`)} from ${counters.between('all', start, end)} n) as new_users,
      (select ${sumOf(sql`new_users`)} from ${counters.total('all')} n) as unique_users,
      ${codesAsJson(counters.codes)} as codes,
      (select ${sumOf(sql`redeemed`)}
        from ${counters.between('all', lately(at), sql`'9999-01-01'::timestamptz`)} n) as recent,
      ${daysSinceFirst(at)} as since_first,
      ${remainingAt(now)} as remaining, c.security, c.expires_at
    from (select) one left join coupons c on c.id = ${couponId}`;
}
