import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { Invalid } from '@/lib/core/errors';
import { routes } from '@/lib/core/routes';
import { getOwnIntegrator } from '@/lib/domain/access/integrators/own-integrator';
import { listOwnRequests } from '@/lib/platform/requests/list-requests';
import { nameOfKey } from '../../requests/request-columns';
import { RequestsList } from '../../requests/requests-list';
import { loadRequestParams, ownRequestsInput } from '../../requests/search-params';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('requests');
  return { title: t('title') };
}

export default async function PartnerRequestsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, allowed } = await requirePage('/partner/requests');
  if (!allowed) return <NoPermission page="/partner/requests" />;
  const params = await loadRequestParams(searchParams);
  const [initial, integrator] = await Promise.all([
    listOwnRequests(ctx, ownRequestsInput(params)).catch((error: unknown) => {
      if (error instanceof Invalid) redirect(routes.partnerRequests());
      throw error;
    }),
    getOwnIntegrator(ctx),
  ]);
  const keys = integrator.keys.map(({ id, name, prefix }) => ({
    id,
    name: nameOfKey({ keyName: name, keyPrefix: prefix }),
  }));
  return <RequestsList initial={asJson(initial)} initialParams={params} choices={{ keys, integrators: [] }} isOwn />;
}
