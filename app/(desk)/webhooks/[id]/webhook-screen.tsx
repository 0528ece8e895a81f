'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { whenNeeded } from '@/components/when-needed';
import type { DeliveryListState } from '../search-params';
import { useEndpointActions } from '../use-endpoint-actions';
import type { WebhookDialog } from '../webhook-dialogs';
import type { DeliveryPage } from '../webhook-queries';
import { DeliveriesTable } from './deliveries-table';
import { EndpointAbout } from './endpoint-about';
import { EndpointHeader } from './endpoint-header';
import { useDeliveries } from './use-deliveries';

const WebhookDialogs = whenNeeded(() => import('../webhook-dialogs').then((module) => module.WebhookDialogs));
const MessageDialog = whenNeeded(() => import('./message-dialog').then((module) => module.MessageDialog));

type WebhookScreenProps = { initial: DeliveryPage; initialState: DeliveryListState; canWrite: boolean };

export function WebhookScreen({ initial, initialState, canWrite }: WebhookScreenProps) {
  const t = useTranslations('webhooks');
  const list = useDeliveries(initial, initialState);
  const [dialog, setDialog] = useState<WebhookDialog | null>(null);
  const actions = useEndpointActions();
  const { endpoint } = list.data ?? initial;
  return (
    <>
      <EndpointHeader endpoint={endpoint} actions={actions} canWrite={canWrite} onDialog={setDialog} />
      <EndpointAbout endpoint={endpoint} />
      <h2 className="mt-8 mb-3 text-base font-semibold">{t('deliveries.title')}</h2>
      <DeliveriesTable list={list} actions={actions} endpoint={endpoint} canWrite={canWrite} />
      <WebhookDialogs dialog={dialog} onChange={setDialog} />
      <MessageDialog id={list.params.message} onClose={list.to({ message: null }).onFollow} />
    </>
  );
}
