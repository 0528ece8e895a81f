'use client';

import { useQuery } from '@tanstack/react-query';
import { ChartBarDecreasing } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { deskClient, read } from '@/app/session/desk-client';
import { BarChart } from '@/components/chart';
import { EmptyState } from '@/components/empty-state';
import { FilterMenu } from '@/components/filter-menu';
import { useAddress } from '@/components/use-address';
import { daysUpTo } from '@/lib/core/days';
import { formatPaisa } from '@/lib/core/money';
import { formatDay, zoneName } from '@/lib/core/time';
import { soldPaisa } from '@/lib/domain/sales/reports/figures';
import { reportGroups } from '@/lib/domain/sales/reports/filters';
import type { SalesReport } from '@/lib/domain/sales/reports/report-sales';
import { ReadFailed } from '../read-failed';
import { PeriodChooser } from '../statistics/period-chooser';
import { ReportTable } from './report-table';
import { type ReportQuery, reportParams, reportQuery } from './search-params';
import { useRowName } from './use-row-name';

type ReportViewProps = { initial: SalesReport; initialQuery: ReportQuery };

/** More bars than this say less than the table. */
const mostBars = 15;

/** What was sold in the days that the address names, in the groups that it names. */
export function ReportView({ initial, initialQuery }: ReportViewProps) {
  const t = useTranslations('reports');
  const locale = useLocale();
  const span = useTranslations('statistics.period');
  const { state, to } = useAddress(reportParams, { history: 'push' });
  const query = reportQuery(state);
  const { data, isPlaceholderData, error, refetch } = useQuery({
    queryKey: ['sales', 'report', query],
    queryFn: (): Promise<SalesReport> => read(deskClient.sales.report.$get({ query })),
    placeholderData: (before) => before ?? initial,
    ...(JSON.stringify(query) === JSON.stringify(initialQuery) ? { initialData: initial } : {}),
  });
  if (!data || (error && isPlaceholderData)) {
    return <ReadFailed title={t('loadFailed')} error={error} onRetry={() => void refetch()} />;
  }
  const { period, timeZone } = data;
  const by = (
    <FilterMenu
      label={t(`by.${query.by}`)}
      options={reportGroups.map((value) => ({ value, label: t(`by.${value}`) }))}
      value={query.by}
      to={(value) => to({ by: value ?? query.by })}
    />
  );
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <PeriodChooser shown={{ from: period.from, to: period.to }} isLastDays={query.days !== undefined} />
        <p className="text-13 text-muted" aria-live="polite">
          {span('span', {
            from: formatDay(period.from, locale),
            to: formatDay(period.to, locale),
            zone: zoneName(timeZone),
          })}
        </p>
      </div>
      <ReportTable
        report={data}
        isStale={isPlaceholderData}
        groupControl={by}
        exported={query}
        empty={
          <EmptyState icon={<ChartBarDecreasing />} title={t('emptyTitle')}>
            {t('emptyText')}
          </EmptyState>
        }
      />
      <SoldChart report={data} />
    </div>
  );
}

/** Each day, sold or not; of all else those with most. */
function SoldChart({ report: { by, rows, period } }: { report: SalesReport }) {
  const t = useTranslations('reports');
  const locale = useLocale();
  const nameOf = useRowName(by);
  if (rows.length === 0) return null;
  const sold = new Map(rows.map((row) => [row.key, soldPaisa(row)]));
  const points =
    by === 'day'
      ? daysUpTo(period.to, period.days).map((day) => ({ label: formatDay(day, locale), value: sold.get(day) ?? 0 }))
      : [...rows]
          .sort((one, other) => soldPaisa(other) - soldPaisa(one))
          .slice(0, mostBars)
          .map((row) => ({ label: nameOf(row), value: soldPaisa(row) }));
  return (
    <section className="card min-w-0 p-5">
      <BarChart
        title={t(`chart.${by}`)}
        data={points}
        areNames={by !== 'day'}
        format={formatPaisa}
        labelHeader={t(`group.${by}`)}
        valueHeader={t('sold')}
      />
    </section>
  );
}
