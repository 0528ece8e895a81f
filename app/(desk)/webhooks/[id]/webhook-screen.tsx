'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAddress } from '@/components/use-address';
import { type DeliveryListState, deliveryListParams } from '../search-params';
import { useEndpointActions } from '../use-endpoint-actions';
import { type WebhookDialog, WebhookDialogs } from '../webhook-dialogs';
import { type DeliveryPage, deliveryListQuery } from '../webhook-queries';
import { DeliveriesTable } from './deliveries-table';
import { EndpointAbout } from './endpoint-about';
import { EndpointHeader } from './endpoint-header';
import { MessageDialog } from './message-dialog';

type WebhookScreenProps = { initial: DeliveryPage; initialState: DeliveryListState; canWrite: boolean };

const soonMs = 10_000;
const lookAgainMs = 1_500;

/** Reads again while a message is about to be sent. */
function untilSent(page: DeliveryPage | undefined): number | false {
  const soon = Date.now() + soonMs;
  const isMoving = page?.rows.some((row) => row.nextAttemptAt !== null && Date.parse(row.nextAttemptAt) < soon);
  return isMoving ? lookAgainMs : false;
}

export function WebhookScreen({ initial, initialState, canWrite }: WebhookScreenProps) {
  const t = useTranslations('webhooks');
  const { state: list, to } = useAddress(deliveryListParams, { history: 'replace' });
  const [first] = useState(() => JSON.stringify({ ...initialState, message: null }));
  const [dialog, setDialog] = useState<WebhookDialog | null>(null);
  const actions = useEndpointActions();
  const query = useQuery({
    ...deliveryListQuery(initial.endpoint.id, list),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => untilSent(state.data),
    ...(JSON.stringify({ ...list, message: null }) === first ? { initialData: initial } : {}),
  });
  const endpoint = query.data?.endpoint ?? initial.endpoint;
  return (
    <>
      <EndpointHeader endpoint={endpoint} actions={actions} canWrite={canWrite} onDialog={setDialog} />
      <EndpointAbout endpoint={endpoint} />
      <h2 className="mt-8 mb-3 text-base font-semibold">{t('deliveries.title')}</h2>
      <DeliveriesTable query={query} list={list} to={to} actions={actions} endpoint={endpoint} canWrite={canWrite} />
      <WebhookDialogs dialog={dialog} onChange={setDialog} />
      <MessageDialog id={list.message} onClose={to({ message: null }).onFollow} />
    </>
  );
}
