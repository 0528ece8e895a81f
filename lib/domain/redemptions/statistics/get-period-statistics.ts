import { eq } from 'drizzle-orm';
import { products } from '@/db/schema/products';
import { daysUpTo } from '@/lib/core/days';
import { NotFound } from '@/lib/core/errors';
import { type Period, resolvePeriod } from '@/lib/core/period';
import { assertReaches } from '@/lib/domain/coupons/coupons/coupon-reach';
import type { ReportFigures } from '@/lib/domain/sales/reports/figures';
import { addFigures, readReportRows } from '@/lib/domain/sales/reports/report-rows';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { can } from '@/lib/platform/context/permissions';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { allCoupons, type CodeCounts } from './counters.sql';
import {
  type Count,
  type NamedCount,
  type PeriodCount,
  type PeriodRow,
  readPeriodStatistics,
} from './period-statistics.sql';
import { type RunOut, runOut, type Use } from './run-out';
import { periodStatisticsInput } from './schemas';

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
  codes: CodeCounts;
  /** Of all products, or of those of the coupon, for an actor with `money.read`; null for anybody else, and where no product sells it. */
  sold: ReportFigures | null;
  /** Null for all coupons together, which have no limit. */
  coupon: { remaining: number | null; runOut: RunOut } | null;
};

const none: Count = { redemptions: 0, discountPaisa: 0 };

/** How a coupon, or all of them, was used in some days, next to the days before. @throws Forbidden, Invalid, NotFound */
export const getPeriodStatistics = operation(
  'coupons.read',
  periodStatisticsInput,
  async (ctx, { couponId, ...asked }): Promise<PeriodStatistics> => {
    if (couponId !== undefined) await assertReaches(ctx, couponId);
    const { timeZone } = await getSettings(ctx.db);
    const now = ctx.now();
    const period = resolvePeriod(now, timeZone, asked);
    const seesSold = can(ctx.actor, 'money.read') && (couponId === undefined || (await isOnSale(ctx, couponId)));
    const [row, soldBy] = await Promise.all([
      readPeriodStatistics(ctx.db, { now, couponId: couponId ?? allCoupons, timeZone, period }),
      seesSold ? readReportRows(ctx, 'method', period, couponId) : [],
    ]);
    if (!row || (couponId !== undefined && row.security === null)) throw new NotFound('The coupon');

    const days = new Map(row.by_day?.map((count) => [count.day, count]));
    const hours = new Map(row.by_hour?.map((count) => [count.hour, count]));
    const byDay = daysUpTo(period.to, period.days).map((day) => ({ day, ...countOf(days.get(day)) }));
    const counted = byDay.reduce(add, none);
    const codes = { available: 0, sold: 0, redeemed: 0, voided: 0, deleted: 0, ...row.codes };
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
      sold: seesSold ? addFigures(soldBy) : null,
      coupon: couponId === undefined ? null : { remaining: row.remaining, runOut: runOut(asUse(row, codes), now) },
    };
  },
);

/** Whether a product sells its codes, or did. */
const isOnSale = async ({ db }: Context, couponId: number) =>
  (await db.$count(products, eq(products.couponId, couponId))) > 0;

const asUse = ({ remaining, security, recent, since_first, expires_at }: PeriodRow, codes: CodeCounts): Use => ({
  remaining,
  codesLeft: security === 'restricted' ? codes.available + codes.sold : null,
  recent,
  sinceFirst: since_first,
  expiresAt: expires_at === null ? null : new Date(expires_at),
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
