import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { type ListPageProps, openList, startOver } from '@/app/(desk)/_views/open-list';
import { SavedViews } from '@/app/(desk)/_views/saved-views';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { Invalid } from '@/lib/core/errors';
import { listIntegrators } from '@/lib/domain/access/integrators/list-integrators';
import { listRequests } from '@/lib/platform/requests/list-requests';
import { nameOfKey } from './request-columns';
import { RequestsList } from './requests-list';
import { loadRequestParams, requestsInput } from './search-params';

export async function generateMetadata(props: ListPageProps): Promise<Metadata> {
  await openList('/requests', props);
  const t = await getTranslations('requests');
  return { title: t('title') };
}

export default async function RequestsPage(props: ListPageProps) {
  const { ctx, allowed } = await requirePage('/requests');
  if (!allowed) return <NoPermission page="/requests" />;
  const views = await openList('/requests', props);
  const params = await loadRequestParams(props.searchParams);
  const [initial, integrators] = await Promise.all([
    listRequests(ctx, requestsInput(params)).catch((error: unknown) => {
      if (error instanceof Invalid) startOver('/requests', views);
      throw error;
    }),
    listIntegrators(ctx),
  ]);
  const keys = integrators.flatMap(({ id: integratorId, name, keys: own }) =>
    params.integratorId === null || params.integratorId === integratorId
      ? own.map((key) => ({ id: key.id, name: `${name}: ${nameOfKey({ keyName: key.name, keyPrefix: key.prefix })}` }))
      : [],
  );
  const choices = { keys, integrators: integrators.map(({ id, name }) => ({ id, name })) };
  return (
    <SavedViews list="/requests" views={views}>
      <RequestsList initial={asJson(initial)} initialParams={params} choices={choices} />
    </SavedViews>
  );
}
