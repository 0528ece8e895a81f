import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { listIntegratorPrices } from '@/lib/domain/sales/integrator-prices/list-integrator-prices';
import { listLastPurchases } from '@/lib/domain/sales/sales/list-last-purchases';
import { listTestKeys } from '@/lib/domain/sales/test-mode/list-test-keys';
import { can } from '@/lib/platform/context/permissions';
import { IntegratorOverview } from './integrator-overview';
import { type IntegratorParams, loadIntegrator } from './load-integrator';

export async function generateMetadata(props: IntegratorParams): Promise<Metadata> {
  const { insteadTitle } = await loadIntegrator(props, '/integrators/[id]');
  const t = await getTranslations('integrators');
  return { title: insteadTitle ?? t('title') };
}

export default async function IntegratorPage(props: IntegratorParams) {
  const { ctx, thing: integrator, instead } = await loadIntegrator(props, '/integrators/[id]');
  if (instead) return instead;
  const { id: integratorId } = integrator;
  const [purchases, prices, testKeys] = await Promise.all([
    listLastPurchases(ctx, { integratorId }),
    can(ctx.actor, 'money.read') ? listIntegratorPrices(ctx, { integratorId }) : null,
    listTestKeys(ctx, { integratorId }),
  ]);
  return (
    <IntegratorOverview
      initial={{ integrator, purchases, prices, testKeys }}
      canWrite={can(ctx.actor, 'integrators.write')}
    />
  );
}
