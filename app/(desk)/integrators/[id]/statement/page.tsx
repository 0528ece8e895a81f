import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { Invalid } from '@/lib/core/errors';
import { routes } from '@/lib/core/routes';
import { listStatement } from '@/lib/domain/sales/credits/list-statement';
import { can } from '@/lib/platform/context/permissions';
import { type IntegratorParams, loadIntegrator } from '../load-integrator';
import { loadStatementParams, statementInput } from './search-params';
import { StatementScreen } from './statement-screen';

type StatementPageProps = IntegratorParams & { searchParams: Promise<SearchParams> };

export async function generateMetadata(props: IntegratorParams): Promise<Metadata> {
  const { insteadTitle } = await loadIntegrator(props, '/integrators/[id]/statement');
  const t = await getTranslations('integrators.statement');
  return { title: insteadTitle ?? t('title') };
}

export default async function StatementPage(props: StatementPageProps) {
  const { ctx, thing: integrator, instead } = await loadIntegrator(props, '/integrators/[id]/statement');
  if (instead) return instead;
  const state = await loadStatementParams(props.searchParams);
  const initial = await listStatement(ctx, statementInput(integrator.id, state)).catch((error: unknown) => {
    if (error instanceof Invalid) redirect(routes.integratorStatement(integrator.id));
    throw error;
  });
  return (
    <StatementScreen
      integrator={integrator}
      initial={initial}
      initialParams={state}
      canWrite={can(ctx.actor, 'integrators.write')}
    />
  );
}
