import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { Invalid } from '@/lib/core/errors';
import { routes } from '@/lib/core/routes';
import { listIntegrators } from '@/lib/domain/access/integrators/list-integrators';
import { listRequests } from '@/lib/platform/requests/list-requests';
import { nameOfKey } from './request-columns';
import { RequestsList } from './requests-list';
import { loadRequestParams, requestsInput } from './search-params';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('requests');
  return { title: t('title') };
}

export default async function RequestsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx, allowed } = await requirePage('/requests');
  if (!allowed) return <NoPermission page="/requests" />;
  const params = await loadRequestParams(searchParams);
  const [initial, integrators] = await Promise.all([
    listRequests(ctx, requestsInput(params)).catch((error: unknown) => {
      if (error instanceof Invalid) redirect(routes.requests());
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
  return <RequestsList initial={asJson(initial)} initialParams={params} choices={choices} />;
}
