import { type CsvFile, toCsv } from '@/lib/core/csv';
import { getCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { operation } from '@/lib/platform/context/operation';
import { getPeriodStatistics, type PeriodStatistics } from './get-period-statistics';
import type { Count } from './period-statistics.sql';
import { exportStatisticsInput, type StatisticsTable } from './schemas';

const tables: Record<StatisticsTable, (statistics: PeriodStatistics) => (Count & { label: string | number })[]> = {
  day: ({ byDay }) => byDay.map(({ day, ...count }) => ({ label: day, ...count })),
  hour: ({ byHour }) => byHour.map(({ hour, ...count }) => ({ label: hour, ...count })),
  user_group: ({ byUserGroup }) => byUserGroup.map(({ name, ...count }) => ({ ...count, label: name ?? '' })),
  tvod_price: ({ byTvodPrice }) => byTvodPrice.map(({ name, ...count }) => ({ ...count, label: name ?? '' })),
};

/** One table of a period as CSV, days and hours without redemptions too. @throws Forbidden, Invalid, NotFound */
export const exportStatistics = operation(
  'coupons.read',
  exportStatisticsInput,
  async (ctx, { table, ...asked }): Promise<CsvFile> => {
    const statistics = await getPeriodStatistics(ctx, asked);
    const code = asked.couponId && (await getCoupon(ctx, { id: asked.couponId, withDeleted: true })).code;
    async function* rows() {
      const counts = tables[table](statistics);
      yield toCsv([
        [table, 'redemptions', 'discount_paisa'],
        ...counts.map(({ label, redemptions, discountPaisa }) => [label, redemptions, discountPaisa]),
      ]);
    }
    const { from, to } = statistics.period;
    return { name: `redemptions-${code ? `${code}-` : ''}by-${table}-${from}-${to}.csv`, rows: rows() };
  },
);
