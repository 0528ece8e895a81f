import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { listLastPurchases } from '@/lib/domain/sales/sales/list-last-purchases';
import { can } from '@/lib/platform/context/permissions';
import { IntegratorOverview } from './integrator-overview';
import { loadIntegrator } from './load-integrator';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('integrators');
  return { title: t('title') };
}

export default async function IntegratorPage({ params }: { params: Promise<{ id: string }> }) {
  const { ctx, allowed } = await requirePage('/integrators/[id]');
  if (!allowed) return <NoPermission page="/integrators/[id]" />;
  const integrator = await loadIntegrator(ctx, params);
  const purchases = await listLastPurchases(ctx, { integratorId: integrator.id });
  return <IntegratorOverview initial={{ integrator, purchases }} canWrite={can(ctx.actor, 'integrators.write')} />;
}
