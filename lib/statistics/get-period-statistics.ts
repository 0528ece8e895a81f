import { type SQL, sql } from 'drizzle-orm';
import { runPlanned } from '@/db/run-statement';
import { assertCan } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { Invalid, NotFound } from '@/lib/errors';
import { fieldErrorsOf } from '@/lib/field-errors';
import { getSettings } from '@/lib/settings/get-settings';
import { allCoupons, codesAsJson, countersOf, remainingAt, startOfDay } from './counter-sql';
import { daysUpTo } from './days';
import { type Period, resolvePeriod } from './period';
import { type RunOut, runOut } from './run-out';
import { type PeriodStatisticsInput, periodStatisticsInput } from './schemas';

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

type Slot = { key: string; redemptions: number; discountPaisa: number };
type Row = {
  by_day: Slot[] | null;
  by_hour: Slot[] | null;
  groups: NamedCount[] | null;
  prices: NamedCount[] | null;
  before: Count;
  new_users: number;
  new_users_before: number;
  unique_users: number;
  codes: Partial<PeriodStatistics['codes']> | null;
  recent: number;
  since_first: number | null;
  remaining: number | null;
  security: 'public' | 'restricted' | null;
  expires_at: Date | null;
};

const rateDays = 14;
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

  const days = new Map(row.by_day?.map((slot) => [slot.key, slot]));
  const hours = new Map(row.by_hour?.map((slot) => [Number(slot.key), slot]));
  const byDay = daysUpTo(period.to, period.days).map((day) => ({ day, ...countOf(days.get(day)) }));
  const counted = byDay.reduce(add, none);
  const codes = { available: 0, sold: 0, redeemed: 0, deleted: 0, ...row.codes };
  return {
    timeZone,
    period,
    counted: { ...countOf(counted), newUsers: row.new_users },
    before: { ...row.before, newUsers: row.new_users_before },
    byDay,
    byHour: Array.from({ length: 24 }, (_, hour) => ({ hour, ...countOf(hours.get(hour)) })),
    byUserGroup: withRest(row.groups ?? [], counted),
    byTvodPrice: withRest(row.prices ?? [], counted),
    uniqueUsers: row.unique_users,
    codes,
    coupon: couponId === undefined ? null : { remaining: row.remaining, runOut: runOutOf(row, codes, ctx.now()) },
  };
}

function runOutOf(row: Row, codes: PeriodStatistics['codes'], now: Date): RunOut {
  const codesLeft = row.security === 'restricted' ? codes.available + codes.sold : null;
  const limits = [row.remaining, codesLeft].filter((limit) => limit !== null);
  const left = limits.length > 0 ? Math.min(...limits) : null;
  // One that is younger than the span is judged by its own days.
  const days = Math.min(rateDays, Math.max(1, row.since_first ?? rateDays));
  return runOut({ left, recent: row.recent, days, expiresAt: row.expires_at }, now);
}

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
  const recently = sql`date_bin('15 minutes', ${at} - interval '14 days', 'epoch')`;
  const count = sql`sum(redeemed) as redemptions, sum(amount_off) as "discountPaisa"`;
  const slots = (key: SQL) => sql`
    (select jsonb_agg(d) from (select ${key} as key, ${count} from slots group by 1 having sum(redeemed) > 0) d)`;
  const named = (kind: 'user_group' | 'tvod_price', table: SQL) => sql`
    (select jsonb_agg(d order by d.redemptions desc, d.id) from (
      select ref_id as id, max(name) as name, ${count}
      from ${counters.between(kind, start, end)} n join ${table} t on t.id = ref_id
      group by 1 having sum(redeemed) > 0) d)`;
  const newUsers = (since: SQL, until: SQL) => sql`
    (select coalesce(sum(redeemed), 0)::int from ${counters.between('new_user', since, until)} n)`;
  return sql`
    with ${counters.ctes},
    slots as materialized (
      select date_trunc('hour', bucket at time zone ${timeZone}) as local, sum(redeemed) as redeemed,
        sum(amount_off) as amount_off
      from ${counters.quarters('all', start, end)} q group by 1
    )
    select ${slots(sql`local::date::text`)} as by_day, ${slots(sql`extract(hour from local)::text`)} as by_hour,
      ${named('user_group', sql`user_groups`)} as groups, ${named('tvod_price', sql`tvod_prices`)} as prices,
      (select jsonb_build_object('redemptions', coalesce(sum(redeemed), 0), 'discountPaisa', coalesce(sum(amount_off), 0))
        from ${counters.between('all', startBefore, start)} n) as before,
      ${newUsers(start, end)} as new_users, ${newUsers(startBefore, start)} as new_users_before,
      (select coalesce(sum(redeemed), 0)::int from ${counters.total('new_user')} n) as unique_users,
      ${codesAsJson(counters.codes)} as codes,
      (select coalesce(sum(redeemed), 0)::int
        from ${counters.between('all', recently, sql`'9999-01-01'::timestamptz`)} n) as recent,
      extract(epoch from ${at} - (
        select min(confirmed_at) from redemptions where coupon_id = c.id and state = 'redeemed'))::float / 86400 as since_first,
      ${remainingAt(now.toISOString())} as remaining, c.security, c.expires_at
    from (select) one left join coupons c on c.id = ${couponId}`;
}
