'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { deskClient, read } from '@/app/session/desk-client';
import { useAction } from '@/app/session/use-action';
import { PageHeader } from '@/components/page-header';
import { toastError, toastSuccess } from '@/components/toasts';
import { whenNeeded } from '@/components/when-needed';
import { routes } from '@/lib/core/routes';
import { asQuery } from '../../../_fields/filter-params';
import { DeliveriesTable } from '../../../webhooks/[id]/deliveries-table';
import { EndpointAbout } from '../../../webhooks/[id]/endpoint-about';
import { EndpointNotes } from '../../../webhooks/[id]/endpoint-header';
import { useDeliveries } from '../../../webhooks/[id]/use-deliveries';
import { EndpointStateBadge } from '../../../webhooks/endpoint-state';
import { type DeliveryListState, deliveryListInput } from '../../../webhooks/search-params';
import { type DeliveryDetails, type DeliveryPage, webhookReads } from '../../../webhooks/webhook-queries';
import { replayOwnDeliveryAction } from '../../actions';

const MessageDialog = whenNeeded(() =>
  import('../../../webhooks/[id]/message-dialog').then((module) => module.MessageDialog),
);

const ownDeliveries = (endpointId: number, state: DeliveryListState) => {
  const query = asQuery({ endpointId, ...deliveryListInput(state) });
  return {
    queryKey: [...webhookReads, 'own', 'deliveries', query] as const,
    queryFn: (): Promise<DeliveryPage> => read(deskClient.partner.webhooks.deliveries.$get({ query })),
  };
};

const ownDelivery = (id: number) => ({
  queryKey: [...webhookReads, 'own', 'delivery', id] as const,
  queryFn: (): Promise<DeliveryDetails> =>
    read(deskClient.partner.webhooks.deliveries[':id{[1-9][0-9]{0,14}}'].$get({ param: { id: String(id) } })),
});

type PartnerWebhookProps = { initial: DeliveryPage; initialState: DeliveryListState };

/** One webhook of a partner's own company: its messages, which they can send again. */
export function PartnerWebhook({ initial, initialState }: PartnerWebhookProps) {
  const t = useTranslations('webhooks');
  const queryClient = useQueryClient();
  const list = useDeliveries(initial, initialState, ownDeliveries);
  const replaying = useAction(replayOwnDeliveryAction, {
    onSuccess: (result) => {
      if (result.ok) return toastSuccess(t('done.replayed'));
      const { message, requestId } = result;
      return toastError(t('failed.server', { message, requestId }));
    },
    onError: () => toastError(t('failed.offline')),
    onSettled: () => queryClient.invalidateQueries({ queryKey: webhookReads }),
  });
  const { endpoint } = list.data ?? initial;
  return (
    <>
      <PageHeader
        title={endpoint.description ?? new URL(endpoint.url).host}
        breadcrumb={[{ label: t('title'), href: routes.partnerWebhooks() }]}
        badge={<EndpointStateBadge state={endpoint.state} />}
      />
      <EndpointNotes endpoint={endpoint} />
      <EndpointAbout endpoint={endpoint} />
      <h2 className="mt-8 mb-3 text-base font-semibold">{t('deliveries.title')}</h2>
      <DeliveriesTable
        list={list}
        actions={{ replay: (deliveryId) => replaying.mutate({ deliveryId }) }}
        endpoint={endpoint}
        canWrite
        isOwn
      />
      <MessageDialog id={list.params.message} queryOf={ownDelivery} onClose={list.to({ message: null }).onFollow} />
    </>
  );
}
