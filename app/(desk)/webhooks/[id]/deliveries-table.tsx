'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { FileText, RotateCcw, Send, Webhook } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Button } from '@/components/button';
import { DataTable } from '@/components/data-table';
import type { AppliedFilter } from '@/components/data-table-types';
import { EmptyState } from '@/components/empty-state';
import { FilterMenu } from '@/components/filter-menu';
import type { MenuAction } from '@/components/menu-button';
import { webhookDeliveryStates } from '@/lib/platform/webhooks/schemas';
import { ReadFailed } from '../../read-failed';
import { type DeliveryListState, filterEventTypes } from '../search-params';
import type { useEndpointActions } from '../use-endpoint-actions';
import type { DeliveryItem, DeliveryPage, EndpointItem } from '../webhook-queries';
import { deliveryColumns } from './delivery-columns';

type DeliveriesTableProps = {
  query: UseQueryResult<DeliveryPage>;
  list: DeliveryListState;
  setList: (change: Partial<DeliveryListState>) => unknown;
  actions: ReturnType<typeof useEndpointActions>;
  endpoint: EndpointItem;
  canWrite: boolean;
};

export function DeliveriesTable({ query, list, setList, actions, endpoint, canWrite }: DeliveriesTableProps) {
  const t = useTranslations('webhooks');
  const show = useMemo(() => (id: number) => void setList({ message: id }), [setList]);
  const columns = useMemo(() => deliveryColumns(t, show), [t, show]);
  const { rows = [], next = null, previous = null, page = 1 } = query.data ?? {};
  const narrow = (change: Partial<DeliveryListState>) => void setList({ ...change, after: null });
  const isOn = endpoint.disabledAt === null && endpoint.state !== 'deleted';

  const rowActions = (delivery: DeliveryItem): MenuAction[] => {
    const isPending = delivery.state === 'pending';
    return [
      { id: 'show', label: t('action.show'), icon: <FileText />, onPress: () => show(delivery.id) },
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
      rows={rows}
      rowId={({ id }) => id}
      rowName={({ eventType, id }) => t('deliveries.name', { event: eventType, id })}
      isLoading={query.isPending}
      isStale={query.isPlaceholderData}
      error={query.data || !query.error ? null : <ReadFailed error={query.error} onRetry={() => query.refetch()} />}
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
            value={list.state}
            onChange={(state) => narrow({ state })}
          />
          <FilterMenu
            label={t('deliveries.filter.event')}
            options={filterEventTypes.map((value) => ({ value, label: value }))}
            value={list.event}
            onChange={(event) => narrow({ event })}
          />
        </>
      }
      filters={appliedFilters(t, list, narrow)}
      onClear={() => narrow({ state: null, event: null })}
      rowActions={rowActions}
      paging={{
        onPrevious: previous === null ? undefined : () => void setList({ after: page === 2 ? null : previous }),
        onNext: next === null ? undefined : () => void setList({ after: next }),
        summary: t('deliveries.page', { page, count: rows.length }),
      }}
    />
  );
}

function appliedFilters(
  t: ReturnType<typeof useTranslations<'webhooks'>>,
  { state, event }: DeliveryListState,
  narrow: (change: Partial<DeliveryListState>) => void,
): AppliedFilter[] {
  const chips = [
    state && {
      id: 'state',
      label: t('deliveries.filter.state'),
      value: t(`deliveryState.${state}`),
      onRemove: () => narrow({ state: null }),
    },
    event && {
      id: 'event',
      label: t('deliveries.filter.event'),
      value: event,
      onRemove: () => narrow({ event: null }),
    },
  ];
  return chips.filter((chip) => chip !== null);
}
