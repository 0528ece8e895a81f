import type { useTranslations } from 'next-intl';
import type { TableColumn } from '@/components/data-table-types';
import { InPlaceLink } from '@/components/in-place-link';
import { Instant } from '@/components/instant';
import { useAddress } from '@/components/use-address';
import { deliveryListParams } from '../search-params';
import type { DeliveryItem } from '../webhook-queries';
import { DeliveryAnswer, DeliveryStateBadge } from './delivery-state';

type Translate = ReturnType<typeof useTranslations<'webhooks'>>;

export function deliveryColumns(t: Translate): TableColumn<DeliveryItem>[] {
  return [
    {
      id: 'event',
      header: t('deliveries.event'),
      cell: ({ id, eventType }) => <MessageLink id={id}>{eventType}</MessageLink>,
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

/** Looks up the address by itself: columns that depended on it would make all cells again. */
function MessageLink({ id, children }: { id: number; children: string }) {
  const { to } = useAddress(deliveryListParams, { history: 'replace' });
  return (
    <InPlaceLink {...to({ message: id })} className="rounded-sm py-1 font-mono text-13 hover:underline">
      {children}
    </InPlaceLink>
  );
}
