'use client';

import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { ReadError } from '@/app/session/desk-client';
import { LinkButton } from '@/components/button';
import { ErrorState } from '@/components/error-state';
import { FilterMenu } from '@/components/filter-menu';
import { countEachDay, daysUpTo } from '@/lib/statistics/days';
import { type Period, periods } from '@/lib/statistics/schemas';
import { RedemptionsByDay } from '../redemptions-by-day';
import { Figures } from './figures';
import { RecentRedemptions } from './recent-redemptions';
import { periodParams } from './search-params';
import { byDayHref, type Figures as Counted, figuresQuery, type SubscriptionPage } from './statistics-queries';

type StatisticsViewProps = {
  coupon: { id: number; maxRedemptions: number | null };
  /** Today in the house's zone. */
  today: string;
  initialDays: Period;
  initial: Counted;
  initialRecent: SubscriptionPage;
};

export function StatisticsView({ coupon, today, initialDays, initial, initialRecent }: StatisticsViewProps) {
  const t = useTranslations('statistics');
  const [{ days }, setPeriod] = useQueryStates(periodParams, { history: 'push' });
  const { data, isPlaceholderData, error, refetch } = useQuery({
    ...figuresQuery(coupon.id, days),
    placeholderData: (before) => before ?? initial,
    ...(days === initialDays ? { initialData: initial } : {}),
  });
  if (!data) {
    const requestId = error instanceof ReadError ? error.requestId : undefined;
    return <ErrorState requestId={requestId} onRetry={() => void refetch()} />;
  }
  const counts = countEachDay(daysUpTo(today, days), data.byDay);
  const isUsed = counts.some(({ redemptions }) => redemptions > 0);
  return (
    <div className="flex max-w-[1200px] flex-col gap-6">
      <Figures couponId={coupon.id} maxRedemptions={coupon.maxRedemptions} figures={data} />
      <section className={`card p-5 ${isPlaceholderData ? 'opacity-60' : ''}`} aria-busy={isPlaceholderData}>
        <div className="no-print mb-4 flex flex-wrap items-center gap-2">
          <FilterMenu
            label={t('days', { days })}
            options={periods.map((value) => ({ value: String(value), label: t('days', { days: value }) }))}
            value={String(days)}
            onChange={(value) => void setPeriod({ days: periods.find((period) => String(period) === value) ?? days })}
          />
          <LinkButton size="sm" icon={<Download />} href={byDayHref(coupon.id, days)} download className="ms-auto">
            {t('export')}
          </LinkButton>
        </div>
        {isUsed ? (
          <RedemptionsByDay days={counts} timeZone={data.timeZone} />
        ) : (
          <p role="status" className="py-10 text-center text-muted">
            {t('none')}
          </p>
        )}
      </section>
      <RecentRedemptions couponId={coupon.id} initial={initialRecent} />
    </div>
  );
}
