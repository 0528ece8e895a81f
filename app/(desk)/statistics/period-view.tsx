'use client';

import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { BarChart } from '@/components/chart';
import type { ChartPoint } from '@/components/chart-point';
import { formatDay, zoneName } from '@/lib/core/time';
import type { StatisticsTable } from '@/lib/domain/redemptions/statistics/schemas';
import { ExportButton } from '../export-button';
import { ReadFailed } from '../read-failed';
import { PeriodChooser } from './period-chooser';
import { type Statistics, statisticsQuery } from './period-queries';
import { PeriodTiles } from './period-tiles';
import { type PeriodQuery, periodParams, periodQuery } from './search-params';
import { SoldTiles } from './sold-tiles';

type PeriodViewProps = { couponId?: number; initial: Statistics; initialQuery: PeriodQuery };

const sameQuery = (one: PeriodQuery, other: PeriodQuery) => JSON.stringify(one) === JSON.stringify(other);

/** How one coupon, or all, were used in the days that the address names. */
export function PeriodView({ couponId, initial, initialQuery }: PeriodViewProps) {
  const t = useTranslations('statistics.period');
  const locale = useLocale();
  const [params] = useQueryStates(periodParams);
  const query = periodQuery(params, couponId);
  const { data, isPlaceholderData, error, refetch } = useQuery({
    ...statisticsQuery(query),
    placeholderData: (before) => before ?? initial,
    ...(sameQuery(query, initialQuery) ? { initialData: initial } : {}),
  });
  if (!data || (error && isPlaceholderData)) {
    return <ReadFailed error={error} onRetry={() => void refetch()} />;
  }
  const { period, timeZone, counted } = data;
  const shown = { from: period.from, to: period.to };
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <PeriodChooser shown={shown} isLastDays={query.days !== undefined} />
        <p className="text-13 text-muted" aria-live="polite">
          {t('span', {
            from: formatDay(shown.from, locale),
            to: formatDay(shown.to, locale),
            zone: zoneName(timeZone),
          })}
        </p>
      </div>
      <div className={`flex flex-col gap-6 ${isPlaceholderData ? 'opacity-60' : ''}`} aria-busy={isPlaceholderData}>
        <PeriodTiles statistics={data} />
        {data.sold && <SoldTiles sold={data.sold} period={period} isOfCoupon={couponId !== undefined} />}
        {counted.redemptions > 0 ? (
          <Charts statistics={data} query={query} />
        ) : (
          <p role="status" className="card p-10 text-center text-muted">
            {t('none')}
          </p>
        )}
      </div>
    </div>
  );
}

function Charts({ statistics, query }: { statistics: Statistics; query: PeriodQuery }) {
  const t = useTranslations('statistics.period');
  const locale = useLocale();
  const { byDay, byHour, byUserGroup, byTvodPrice } = statistics;
  const named = (kind: 'user_group' | 'tvod_price', counts: Statistics['byUserGroup']) =>
    counts.map(({ name, redemptions }) => ({ label: name ?? t(`rest.${kind}`), value: redemptions }));
  const charts: Record<StatisticsTable, ChartPoint[]> = {
    day: byDay.map(({ day, redemptions }) => ({ label: formatDay(day, locale), value: redemptions })),
    hour: byHour.map(({ hour, redemptions }) => ({
      label: `${String(hour).padStart(2, '0')}:00`,
      value: redemptions,
    })),
    user_group: named('user_group', byUserGroup),
    tvod_price: named('tvod_price', byTvodPrice),
  };
  return (
    <div className="grid gap-6 lg:grid-cols-3">
      {(['day', 'hour', 'user_group', 'tvod_price'] as const).map((table) => (
        <section key={table} className={`card min-w-0 p-5 ${table === 'day' ? 'lg:col-span-3' : ''}`}>
          <BarChart
            title={t(`chart.${table}`)}
            data={charts[table]}
            areNames={table === 'user_group' || table === 'tvod_price'}
            labelHeader={t(`label.${table}`)}
            valueHeader={t('redemptions')}
          />
          <fieldset aria-label={t(`export.${table}`)} className="no-print mt-3">
            <ExportButton
              address="/api/desk/statistics/exports"
              kind={`statistics-${table}`}
              filter={{ ...query, table }}
            />
          </fieldset>
        </section>
      ))}
    </div>
  );
}
