import type { useTranslations } from 'next-intl';
import type { TableColumn } from '@/components/data-table-types';
import { Instant } from '@/components/instant';
import type { DeliveryItem } from '../webhook-queries';
import { DeliveryAnswer, DeliveryStateBadge } from './delivery-state';

type Translate = ReturnType<typeof useTranslations<'webhooks'>>;

export function deliveryColumns(t: Translate, show: (id: number) => void): TableColumn<DeliveryItem>[] {
  return [
    {
      id: 'event',
      header: t('deliveries.event'),
      cell: ({ id, eventType }) => (
        <button
          type="button"
          onClick={() => show(id)}
          className="cursor-pointer rounded-sm py-1 text-start font-mono text-13 hover:underline"
        >
          {eventType}
        </button>
      ),
    },
    {
      id: 'state',
      header: t('deliveries.state'),
      cell: (delivery) => <DeliveryStateBadge delivery={delivery} />,
      onCard: true,
    },
    {
      id: 'answer',
      header: t('deliveries.answer'),
      cell: (delivery) => <DeliveryAnswer delivery={delivery} />,
      onCard: true,
    },
    { id: 'attempts', header: t('deliveries.attempts'), cell: ({ attempts }) => attempts, numeric: true },
    {
      id: 'next',
      header: t('deliveries.next'),
      cell: ({ nextAttemptAt, lastError }) =>
        nextAttemptAt && lastError ? <Instant value={nextAttemptAt} /> : <span className="text-muted">—</span>,
    },
    {
      id: 'happened',
      header: t('deliveries.happened'),
      cell: ({ happenedAt }) => <Instant value={happenedAt} />,
      onCard: true,
    },
    {
      id: 'took',
      header: t('deliveries.took'),
      cell: ({ lastDurationMs }) =>
        lastDurationMs === null ? '—' : t('deliveries.milliseconds', { ms: lastDurationMs }),
      numeric: true,
    },
    {
      id: 'id',
      header: t('deliveries.id'),
      cell: ({ eventId }) => <span className="font-mono text-xs">{eventId}</span>,
      hidden: true,
    },
  ];
}
