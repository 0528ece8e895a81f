import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { PageHeader } from '@/components/page-header';
import { getPeriodStatistics } from '@/lib/domain/redemptions/statistics/get-period-statistics';
import { listRunningOut } from '@/lib/domain/redemptions/statistics/list-running-out';
import { PeriodView } from './period-view';
import { RunningOut } from './running-out';
import { loadPeriod, periodQuery } from './search-params';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('statistics.all');
  return { title: t('title') };
}

export default async function StatisticsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, allowed } = await requirePage('/statistics');
  const t = await getTranslations('statistics');
  if (!allowed) return <NoPermission page="/statistics" />;
  const query = periodQuery(await loadPeriod(searchParams));
  const [statistics, runningOut] = await Promise.all([getPeriodStatistics(ctx, query), listRunningOut(ctx)]);
  return (
    <>
      <PageHeader title={t('all.title')} subtitle={t('all.subtitle')} />
      <div className="flex max-w-[1200px] flex-col gap-6">
        <PeriodView initial={asJson(statistics)} initialQuery={query} />
        <RunningOut coupons={runningOut} />
      </div>
    </>
  );
}
