import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { PageHeader } from '@/components/page-header';
import { reportSales } from '@/lib/domain/sales/reports/report-sales';
import { ReportView } from './report-view';
import { loadReport, reportQuery } from './search-params';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('reports');
  return { title: t('title') };
}

export default async function ReportsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, allowed } = await requirePage('/reports');
  const t = await getTranslations('reports');
  if (!allowed) return <NoPermission page="/reports" />;
  const query = reportQuery(await loadReport(searchParams));
  const report = await reportSales(ctx, query);
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <ReportView initial={asJson(report)} initialQuery={query} />
    </>
  );
}
