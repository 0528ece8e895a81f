import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { Invalid, NotFound } from '@/lib/core/errors';
import { routes } from '@/lib/core/routes';
import { can } from '@/lib/platform/context/permissions';
import { getEndpoint } from '@/lib/platform/webhooks/list-endpoints';
import { listWebhookDeliveries } from '@/lib/platform/webhooks/list-webhook-deliveries';
import { deliveryListInput, loadDeliveryList } from '../search-params';
import { WebhookScreen } from './webhook-screen';

type WebhookPageProps = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('webhooks');
  return { title: t('title') };
}

export default async function WebhookPage({ params, searchParams }: WebhookPageProps) {
  const { ctx, allowed } = await requirePage('/webhooks/[id]');
  if (!allowed) return <NoPermission page="/webhooks/[id]" />;
  const { id } = await params;
  if (!/^[1-9]\d{0,14}$/.test(id)) notFound();
  const endpointId = Number(id);
  const state = await loadDeliveryList(searchParams);
  const [endpoint, page] = await Promise.all([
    getEndpoint(ctx, { id: endpointId }),
    listWebhookDeliveries(ctx, { endpointId, ...deliveryListInput(state) }),
  ]).catch((error: unknown) => {
    if (error instanceof NotFound) notFound();
    if (error instanceof Invalid) redirect(routes.webhook(endpointId));
    throw error;
  });
  return (
    <WebhookScreen
      initial={asJson({ ...page, endpoint })}
      initialState={state}
      canWrite={can(ctx.actor, 'webhooks.write')}
    />
  );
}
