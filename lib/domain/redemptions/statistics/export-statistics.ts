import { rupeesCell } from '@/lib/core/csv';
import { type Cell, currency, type TableFile } from '@/lib/core/table-file';
import { getCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { getPeriodStatistics, type PeriodStatistics } from './get-period-statistics';
import type { Count, NamedCount } from './period-statistics.sql';
import { exportStatisticsInput, type StatisticsTable } from './schemas';

/** A row is of `what` was counted: a day, an hour, or a name and its id, both empty where there is none. */
const tables: Record<StatisticsTable, (statistics: PeriodStatistics) => (Count & { what: Cell[] })[]> = {
  day: ({ byDay }) => byDay.map(({ day, ...count }) => ({ what: [day], ...count })),
  hour: ({ byHour }) => byHour.map(({ hour, ...count }) => ({ what: [hour], ...count })),
  user_group: ({ byUserGroup }) => byUserGroup.map(ofNamed),
  tvod_price: ({ byTvodPrice }) => byTvodPrice.map(ofNamed),
};

const ofNamed = ({ id, name, ...count }: NamedCount) => ({ ...count, what: name === null ? ['', ''] : [name, id] });

const counted: Record<StatisticsTable, string[]> = {
  day: ['day'],
  hour: ['hour'],
  user_group: ['user_group', 'user_group_id'],
  tvod_price: ['tvod_price', 'tvod_price_id'],
};

const columnsOf = (table: StatisticsTable): string[] => [
  ...counted[table],
  ...['redemptions', 'discount_rupees', 'currency'],
];

const writeStatistics = operation(
  'coupons.read',
  exportStatisticsInput,
  async (ctx, { table, ...asked }): Promise<TableFile> => {
    const statistics = await getPeriodStatistics(ctx, asked);
    const code = asked.couponId && (await getCoupon(ctx, { id: asked.couponId, withDeleted: true })).code;
    const { from, to } = statistics.period;
    const about = asked.couponId
      ? { subjectKind: 'coupon', subjectId: asked.couponId }
      : { subjectKind: 'settings', subjectId: 1 };
    await recordAudit(ctx, { action: 'statistics.exported', ...about, data: { table, from, to } });
    recordSecurityEvent(ctx, { kind: 'data.exported', data: { what: 'statistics' } });
    async function* rows(): AsyncGenerator<Cell[][]> {
      const counts = tables[table](statistics);
      yield [
        columnsOf(table),
        ...counts.map(({ what, redemptions, discountPaisa }) => [
          ...what,
          redemptions,
          rupeesCell(discountPaisa),
          currency,
        ]),
      ];
    }
    return { name: `redemptions-${code ? `${code}-` : ''}by-${table}-${from}-${to}`, rows: rows() };
  },
);

/** One table of a period as a file, days and hours without redemptions too. Audited. @throws Forbidden, Invalid, NotFound */
export const exportStatistics = Object.assign(writeStatistics, {
  columns: (_ctx: Context, { table }: { table: StatisticsTable }) => columnsOf(table),
});
