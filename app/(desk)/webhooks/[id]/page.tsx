import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { cache } from 'react';
import { findThing } from '@/app/(desk)/find-thing';
import { asJson } from '@/app/session/as-json';
import { Invalid } from '@/lib/core/errors';
import { routes } from '@/lib/core/routes';
import { can } from '@/lib/platform/context/permissions';
import { getEndpoint } from '@/lib/platform/webhooks/list-endpoints';
import { listWebhookDeliveries } from '@/lib/platform/webhooks/list-webhook-deliveries';
import { deliveryListInput, loadDeliveryList } from '../search-params';
import { WebhookScreen } from './webhook-screen';

type WebhookPageProps = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

const load = cache((id: string) => findThing('/webhooks/[id]', id, (ctx, of) => getEndpoint(ctx, { id: of })));

export async function generateMetadata({ params }: WebhookPageProps): Promise<Metadata> {
  const { insteadTitle } = await load((await params).id);
  const t = await getTranslations('webhooks');
  return { title: insteadTitle ?? t('title') };
}

export default async function WebhookPage({ params, searchParams }: WebhookPageProps) {
  const { ctx, thing: endpoint, instead } = await load((await params).id);
  if (instead) return instead;
  const endpointId = endpoint.id;
  const state = await loadDeliveryList(searchParams);
  const input = { endpointId, ...deliveryListInput(state) };
  const page = await listWebhookDeliveries(ctx, input).catch((error: unknown) => {
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
