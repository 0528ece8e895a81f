import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { asJson } from '@/app/session/as-json';
import { requireUserWho } from '@/app/session/current-user';
import { NoPermission } from '@/components/no-permission';
import { PageHeader } from '@/components/page-header';
import { getPeriodStatistics } from '@/lib/statistics/get-period-statistics';
import { periodStatisticsInput } from '@/lib/statistics/schemas';
import { PeriodView } from './period-view';
import { loadPeriod, periodQuery } from './search-params';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('statistics.all');
  return { title: t('title') };
}

export default async function StatisticsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, allowed } = await requireUserWho('coupons.read');
  const t = await getTranslations('statistics');
  if (!allowed) return <NoPermission who={t('who')} />;
  const query = periodQuery(await loadPeriod(searchParams));
  const statistics = await getPeriodStatistics(ctx, periodStatisticsInput.parse(query));
  return (
    <>
      <PageHeader title={t('all.title')} subtitle={t('all.subtitle')} />
      <PeriodView initial={asJson(statistics)} initialQuery={query} />
    </>
  );
}
