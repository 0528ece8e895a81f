'use client';

import { FileText, RotateCcw, Send, Webhook } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Button } from '@/components/button';
import { DataTable } from '@/components/data-table';
import type { AppliedFilter } from '@/components/data-table-types';
import { EmptyState } from '@/components/empty-state';
import { FilterMenu } from '@/components/filter-menu';
import type { InPlace } from '@/components/in-place-link';
import type { MenuAction } from '@/components/menu-button';
import { webhookDeliveryStates } from '@/lib/platform/webhooks/schemas';
import { type DeliveryListState, filterEventTypes } from '../search-params';
import type { useEndpointActions } from '../use-endpoint-actions';
import type { DeliveryItem, EndpointItem } from '../webhook-queries';
import { deliveryColumns } from './delivery-columns';
import type { Deliveries } from './use-deliveries';

type DeliveriesTableProps = {
  list: Deliveries;
  actions: ReturnType<typeof useEndpointActions>;
  endpoint: EndpointItem;
  canWrite: boolean;
};

export function DeliveriesTable({ list, actions, endpoint, canWrite }: DeliveriesTableProps) {
  const t = useTranslations('webhooks');
  const columns = useMemo(() => deliveryColumns(t), [t]);
  const { params, to, narrow, page, table } = list;
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
    <DataTable
      label={t('deliveries.title')}
      name="webhook-deliveries"
      columns={columns}
      {...table}
      rowId={({ id }) => id}
      rowName={({ eventType, id }) => t('deliveries.name', { event: eventType, id })}
      empty={
        <EmptyState
          title={t('deliveries.emptyTitle')}
          icon={<Webhook />}
          action={
            canWrite &&
            isOn && (
              <Button icon={<Send />} onPress={() => actions.test(endpoint.id)} isPending={actions.isTesting}>
                {t('action.test')}
              </Button>
            )
          }
        >
          {t('deliveries.emptyText')}
        </EmptyState>
      }
      filterControls={
        <>
          <FilterMenu
            label={t('deliveries.filter.state')}
            options={webhookDeliveryStates.map((value) => ({ value, label: t(`deliveryState.${value}`) }))}
            value={params.state}
            to={(state) => narrow({ state })}
          />
          <FilterMenu
            label={t('deliveries.filter.event')}
            options={filterEventTypes.map((value) => ({ value, label: value }))}
            value={params.event}
            to={(event) => narrow({ event })}
          />
        </>
      }
      filters={appliedFilters(t, params, narrow)}
      clear={narrow({ state: null, event: null })}
      rowActions={rowActions}
      paging={{
        ...list.paging,
        summary: t('deliveries.page', { page, count: table.rows.length }),
      }}
    />
  );
}

function appliedFilters(
  t: ReturnType<typeof useTranslations<'webhooks'>>,
  { state, event }: DeliveryListState,
  narrow: (change: Partial<DeliveryListState>) => InPlace,
): AppliedFilter[] {
  const chips = [
    state && {
      id: 'state',
      label: t('deliveries.filter.state'),
      value: t(`deliveryState.${state}`),
      remove: narrow({ state: null }),
    },
    event && {
      id: 'event',
      label: t('deliveries.filter.event'),
      value: event,
      remove: narrow({ event: null }),
    },
  ];
  return chips.filter((chip) => chip !== null);
}
