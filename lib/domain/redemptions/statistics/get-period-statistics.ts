import { type SQL, sql } from 'drizzle-orm';
import { runPlanned } from '@/db/run-statement';
import { Invalid, NotFound } from '@/lib/core/errors';
import { fieldErrorsOf } from '@/lib/core/field-errors';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { allCoupons, codesAsJson, countersOf, remainingAt, sumOf } from './counters.sql';
import { daysUpTo } from './days';
import { type Period, resolvePeriod } from './period';
import { daysSinceFirst, lately } from './rates.sql';
import { type RunOut, runOut, type Use } from './run-out';
import { type PeriodStatisticsInput, periodStatisticsInput } from './schemas';
import { startOfDay, steadySpans } from './zones.sql';

export type Count = { redemptions: number; discountPaisa: number };
/** `name` is null for what belongs to none: redeemed by anyone, or without a TVOD price. */
type NamedCount = Count & { id: number; name: string | null };
type PeriodCount = Count & { newUsers: number };

export type PeriodStatistics = {
  timeZone: string;
  period: Period;
  counted: PeriodCount;
  /** The same of the days before. */
  before: PeriodCount;
  byDay: (Count & { day: string })[];
  byHour: (Count & { hour: number })[];
  byUserGroup: NamedCount[];
  byTvodPrice: NamedCount[];
  /** Of all time. */
  uniqueUsers: number;
  codes: { available: number; sold: number; redeemed: number; deleted: number };
  /** Null for all coupons together, which have no limit. */
  coupon: { remaining: number | null; runOut: RunOut } | null;
};

type Row = {
  by_day: PeriodStatistics['byDay'] | null;
  by_hour: PeriodStatistics['byHour'] | null;
  groups: NamedCount[] | null;
  prices: NamedCount[] | null;
  before: PeriodCount;
  new_users: number;
  unique_users: number;
  codes: Partial<PeriodStatistics['codes']> | null;
  recent: number;
  since_first: number | null;
  remaining: number | null;
  security: 'public' | 'restricted' | null;
  expires_at: Date | null;
};

const none: Count = { redemptions: 0, discountPaisa: 0 };

/** How a coupon, or all of them, was used in some days, beside the days before. @throws Forbidden, Invalid, NotFound */
export async function getPeriodStatistics(ctx: Context, input: PeriodStatisticsInput): Promise<PeriodStatistics> {
  assertCan(ctx, 'coupons.read');
  const parsed = periodStatisticsInput.safeParse(input);
  if (!parsed.success) throw new Invalid(fieldErrorsOf(parsed.error));
  const { couponId, ...asked } = parsed.data;
  const { timeZone } = await getSettings(ctx.db);
  const period = resolvePeriod(ctx.now(), timeZone, asked);
  const [row] = await runPlanned<Row>(ctx.db, statement(ctx.now(), couponId ?? allCoupons, timeZone, period));
  if (!row || (couponId !== undefined && row.security === null)) throw new NotFound('The coupon');

  const days = new Map(row.by_day?.map((count) => [count.day, count]));
  const hours = new Map(row.by_hour?.map((count) => [count.hour, count]));
  const byDay = daysUpTo(period.to, period.days).map((day) => ({ day, ...countOf(days.get(day)) }));
  const counted = byDay.reduce(add, none);
  const codes = { available: 0, sold: 0, redeemed: 0, deleted: 0, ...row.codes };
  return {
    timeZone,
    period,
    counted: { ...countOf(counted), newUsers: row.new_users },
    before: row.before,
    byDay,
    byHour: Array.from({ length: 24 }, (_, hour) => ({ hour, ...countOf(hours.get(hour)) })),
    byUserGroup: withRest(row.groups ?? [], counted),
    byTvodPrice: withRest(row.prices ?? [], counted),
    uniqueUsers: row.unique_users,
    codes,
    coupon: couponId === undefined ? null : { remaining: row.remaining, runOut: runOut(asUse(row, codes), ctx.now()) },
  };
}

const asUse = (
  { remaining, security, recent, since_first, expires_at }: Row,
  codes: PeriodStatistics['codes'],
): Use => ({
  remaining,
  codesLeft: security === 'restricted' ? codes.available + codes.sold : null,
  recent,
  sinceFirst: since_first,
  expiresAt: expires_at,
});

const add = (sum: Count, one: Count): Count => ({
  redemptions: sum.redemptions + one.redemptions,
  discountPaisa: sum.discountPaisa + one.discountPaisa,
});

const countOf = (count: Count = none): Count => ({
  redemptions: count.redemptions,
  discountPaisa: count.discountPaisa,
});

/** The named ones, and what is left over under no name. */
function withRest(named: NamedCount[], all: Count): NamedCount[] {
  const sum = named.reduce(add, none);
  const rest = { redemptions: all.redemptions - sum.redemptions, discountPaisa: all.discountPaisa - sum.discountPaisa };
  return rest.redemptions === 0 ? named : [...named, { id: 0, name: null, ...rest }];
}

function statement(now: Date, couponId: number, timeZone: string, { from, to, before }: Period): SQL {
  const counters = countersOf(couponId);
  const at = sql`${now.toISOString()}::timestamptz`;
  const start = startOfDay(from, timeZone);
  const end = startOfDay(sql`${to}::date + 1`, timeZone);
  const startBefore = startOfDay(before.from, timeZone);
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
      ${remainingAt(now.toISOString())} as remaining, c.security, c.expires_at
    from (select) one left join coupons c on c.id = ${couponId}`;
}
