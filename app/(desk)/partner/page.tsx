import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { getOwnIntegrator } from '@/lib/domain/access/integrators/own-integrator';
import { listOwnCreditRequests } from '@/lib/domain/sales/credits/credit-requests';
import { listOwnPrices } from '@/lib/domain/sales/integrator-prices/list-integrator-prices';
import { PartnerOverview } from './partner-overview';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('partner');
  return { title: t('title') };
}

export default async function PartnerPage() {
  const { ctx, allowed } = await requirePage('/partner');
  if (!allowed) return <NoPermission page="/partner" />;
  const [integrator, requests, prices] = await Promise.all([
    getOwnIntegrator(ctx),
    listOwnCreditRequests(ctx),
    listOwnPrices(ctx),
  ]);
  return <PartnerOverview initial={{ integrator, requests, prices }} />;
}
