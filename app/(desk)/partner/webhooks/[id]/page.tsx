import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { cache } from 'react';
import { findThing } from '@/app/(desk)/find-thing';
import { asJson } from '@/app/session/as-json';
import { Invalid } from '@/lib/core/errors';
import { routes } from '@/lib/core/routes';
import { getOwnEndpoint, listOwnDeliveries } from '@/lib/platform/webhooks/own-endpoints';
import { deliveryListInput, loadDeliveryList } from '../../../webhooks/search-params';
import { PartnerWebhook } from './partner-webhook';

type PartnerWebhookPageProps = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

const load = cache((id: string) =>
  findThing('/partner/webhooks/[id]', id, (ctx, of) => getOwnEndpoint(ctx, { id: of })),
);

export async function generateMetadata({ params }: PartnerWebhookPageProps): Promise<Metadata> {
  await load((await params).id);
  const t = await getTranslations('webhooks');
  return { title: t('title') };
}

export default async function PartnerWebhookPage({ params, searchParams }: PartnerWebhookPageProps) {
  const { ctx, thing: endpoint, instead } = await load((await params).id);
  if (instead) return instead;
  const endpointId = endpoint.id;
  const state = await loadDeliveryList(searchParams);
  const page = await listOwnDeliveries(ctx, { endpointId, ...deliveryListInput(state) }).catch((error: unknown) => {
    if (error instanceof Invalid) redirect(routes.partnerWebhook(endpointId));
    throw error;
  });
  return <PartnerWebhook initial={asJson({ ...page, endpoint })} initialState={state} />;
}
