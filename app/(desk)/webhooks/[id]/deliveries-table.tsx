'use client';

import { FileText, RotateCcw, Send, Webhook } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import type { MenuAction } from '@/components/menu-button';
import { deliveryFilters } from '@/lib/platform/webhooks/filters';
import { fieldFilters } from '../../_fields/field-filters';
import { useFilterWords } from '../../_fields/use-filter-words';
import { ExportButton } from '../../export-button';
import { ListScreen } from '../../list-screen';
import { deliveryListInput } from '../search-params';
import type { useEndpointActions } from '../use-endpoint-actions';
import type { DeliveryItem, EndpointItem } from '../webhook-queries';
import { deliveryColumns } from './delivery-columns';
import type { Deliveries } from './use-deliveries';

type Actions = ReturnType<typeof useEndpointActions>;

type DeliveriesTableProps = {
  list: Deliveries;
  /** Without `test`, no message can be sent to try it. */
  actions: Pick<Actions, 'replay'> & Partial<Pick<Actions, 'test' | 'isTesting'>>;
  endpoint: EndpointItem;
  canWrite: boolean;
  /** A partner's own. */
  isOwn?: boolean;
};

export function DeliveriesTable({ list, actions, endpoint, canWrite, isOwn = false }: DeliveriesTableProps) {
  const t = useTranslations('webhooks');
  const words = useFilterWords(deliveryFilters, 'webhooks');
  const columns = useMemo(() => deliveryColumns(t), [t]);
  const { to, page, table } = list;
  const isOn = endpoint.disabledAt === null && endpoint.state !== 'deleted';

  const rowActions = (delivery: DeliveryItem): MenuAction[] => {
    const isPending = delivery.state === 'pending';
    return [
      { id: 'show', label: t('action.show'), icon: <FileText />, onPress: to({ message: delivery.id }).onFollow },
      ...(canWrite && isOn && !(isPending && delivery.lastError === null)
        ? [
            {
              id: 'replay',
              label: t(isPending ? 'action.sendNow' : 'action.replay'),
              icon: <RotateCcw />,
              onPress: () => actions.replay(delivery.id),
            },
          ]
        : []),
    ];
  };

  return (
    <ListScreen
      title={t('deliveries.title')}
      name="webhook-deliveries"
      list={list}
      columns={columns}
      exportControl={
        <ExportButton
          address={`/api/desk/${isOwn ? 'partner/' : ''}webhooks/deliveries/exports`}
          kind={isOwn ? 'partner-webhook-deliveries' : 'webhook-deliveries'}
          filter={{ endpointId: endpoint.id, ...deliveryListInput({ ...list.params, after: null }) }}
        />
      }
      rowId={({ id }) => id}
      rowName={({ eventType, id }) => t('deliveries.name', { event: eventType, id })}
      empty={
        <EmptyState
          title={t('deliveries.emptyTitle')}
          icon={<Webhook />}
          action={
            canWrite &&
            isOn &&
            actions.test && (
              <Button
                icon={<Send />}
                onPress={() => actions.test?.(endpoint.id)}
                isPending={actions.isTesting ?? false}
              >
                {t('action.test')}
              </Button>
            )
          }
        >
          {t('deliveries.emptyText')}
        </EmptyState>
      }
      filters={fieldFilters(deliveryFilters, words)}
      rowActions={rowActions}
      summary={t('deliveries.page', { page, count: table.rows.length })}
    />
  );
}
