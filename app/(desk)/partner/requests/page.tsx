import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { type ListPageProps, openList, startOver } from '@/app/(desk)/_views/open-list';
import { SavedViews } from '@/app/(desk)/_views/saved-views';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { Invalid } from '@/lib/core/errors';
import { getOwnIntegrator } from '@/lib/domain/access/integrators/own-integrator';
import { listOwnRequests } from '@/lib/platform/requests/list-requests';
import { nameOfKey } from '../../requests/request-columns';
import { RequestsList } from '../../requests/requests-list';
import { loadRequestParams, ownRequestsInput } from '../../requests/search-params';

export async function generateMetadata(props: ListPageProps): Promise<Metadata> {
  await openList('/partner/requests', props);
  const t = await getTranslations('requests');
  return { title: t('title') };
}

export default async function PartnerRequestsPage(props: ListPageProps) {
  const { ctx, allowed } = await requirePage('/partner/requests');
  if (!allowed) return <NoPermission page="/partner/requests" />;
  const views = await openList('/partner/requests', props);
  const params = await loadRequestParams(props.searchParams);
  const [initial, integrator] = await Promise.all([
    listOwnRequests(ctx, ownRequestsInput(params)).catch((error: unknown) => {
      if (error instanceof Invalid) startOver('/partner/requests', views);
      throw error;
    }),
    getOwnIntegrator(ctx),
  ]);
  const keys = integrator.keys.map(({ id, name, prefix }) => ({
    id,
    name: nameOfKey({ keyName: name, keyPrefix: prefix }),
  }));
  return (
    <SavedViews list="/partner/requests" views={views}>
      <RequestsList initial={asJson(initial)} initialParams={params} choices={{ keys, integrators: [] }} isOwn />
    </SavedViews>
  );
}
