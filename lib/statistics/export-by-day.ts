import type { Context } from '@/lib/context';
import { getCoupon } from '@/lib/coupons/get-coupon';
import { type CsvFile, toCsv } from '@/lib/csv';
import { countEachDay, lastDaysUntil } from './days';
import { getCouponStatistics } from './get-coupon-statistics';
import type { CouponStatisticsInput } from './schemas';

/** Redemptions by day as CSV, the empty days too. @throws Forbidden, NotFound */
export async function exportByDay(ctx: Context, { couponId, days }: CouponStatisticsInput): Promise<CsvFile> {
  const coupon = await getCoupon(ctx, couponId, { withDeleted: true });
  const { byDay, timeZone } = await getCouponStatistics(ctx, couponId, { lastDays: days });
  const counts = countEachDay(lastDaysUntil(ctx.now(), timeZone, days), byDay);
  async function* rows() {
    yield toCsv([['day', 'redemptions'], ...counts.map(({ day, redemptions }) => [day, redemptions])]);
  }
  return { name: `redemptions-${coupon.code}-${counts.at(-1)?.day}.csv`, rows: rows() };
}
