import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { listStatement } from '@/lib/domain/sales/credits/list-statement';
import { can } from '@/lib/platform/context/permissions';
import { loadIntegrator } from '../load-integrator';
import { loadStatementParams, statementInput } from './search-params';
import { StatementScreen } from './statement-screen';

type StatementPageProps = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('integrators.statement');
  return { title: t('title') };
}

export default async function StatementPage({ params, searchParams }: StatementPageProps) {
  const { ctx, allowed } = await requirePage('/integrators/[id]/statement');
  if (!allowed) return <NoPermission page="/integrators/[id]/statement" />;
  const integrator = await loadIntegrator(ctx, params);
  const state = await loadStatementParams(searchParams);
  return (
    <StatementScreen
      integrator={integrator}
      initial={await listStatement(ctx, statementInput(integrator.id, state))}
      initialParams={state}
      canWrite={can(ctx.actor, 'integrators.write')}
    />
  );
}
