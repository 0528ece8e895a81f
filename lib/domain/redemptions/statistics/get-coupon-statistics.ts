import { lastDaysUntil } from '@/lib/core/days';
import { NotFound } from '@/lib/core/errors';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { getSettings } from '@/lib/platform/settings/get-settings';
import type { CodeCounts } from './counters.sql';
import { readCouponStatistics } from './coupon-statistics.sql';
import type { DayCount } from './days';
import { couponStatisticsInput } from './schemas';

export type CouponStatistics = {
  /** Redeemed and not rolled back; holds are not counted until they are confirmed. */
  redemptions: number;
  uniqueUsers: number;
  codes: CodeCounts;
  /** How often it can still be redeemed, holds taken off; null without a limit. */
  remaining: number | null;
  firstRedeemedAt: string | null;
  lastRedeemedAt: string | null;
  /** Days with redemptions, oldest first, as `YYYY-MM-DD` in `timeZone`. */
  byDay: DayCount[];
  timeZone: string;
};

/**
 * How a coupon was used, deleted ones included. With `lastDays`, `byDay` has that number of days up to today; the
 * other figures are always of all time.
 * @throws Forbidden, Invalid, NotFound
 */
export const getCouponStatistics = couponOperation(
  'coupons.read',
  couponStatisticsInput,
  async (ctx, { couponId, lastDays }): Promise<CouponStatistics> => {
    const { timeZone } = await getSettings(ctx.db);
    const firstDay = lastDays === undefined ? undefined : lastDaysUntil(ctx.now(), timeZone, lastDays)[0];
    const row = await readCouponStatistics(ctx.db, { couponId, now: ctx.now(), timeZone, firstDay });
    if (!row) throw new NotFound('The coupon');
    return {
      redemptions: row.redemptions,
      uniqueUsers: row.unique_users,
      codes: { available: 0, redeemed: 0, sold: 0, voided: 0, deleted: 0, ...row.codes },
      remaining: row.remaining,
      firstRedeemedAt: row.first_redeemed_at?.toISOString() ?? null,
      lastRedeemedAt: row.last_redeemed_at?.toISOString() ?? null,
      byDay: row.by_day ?? [],
      timeZone,
    };
  },
);
