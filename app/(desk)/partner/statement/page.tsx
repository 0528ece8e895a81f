import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { Invalid } from '@/lib/core/errors';
import { routes } from '@/lib/core/routes';
import { listOwnStatement } from '@/lib/domain/sales/credits/list-statement';
import { loadStatementParams, spanOf } from '../../integrators/[id]/statement/search-params';
import { PartnerStatement } from './partner-statement';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('integrators.statement');
  return { title: t('title') };
}

export default async function PartnerStatementPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, allowed } = await requirePage('/partner/statement');
  if (!allowed) return <NoPermission page="/partner/statement" />;
  const params = await loadStatementParams(searchParams);
  const initial = await listOwnStatement(ctx, spanOf(params)).catch((error: unknown) => {
    if (error instanceof Invalid) redirect(routes.partnerStatement());
    throw error;
  });
  return <PartnerStatement initial={initial} initialParams={params} />;
}
