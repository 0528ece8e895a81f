import type { useTranslations } from 'next-intl';
import type { TableColumn } from '@/components/data-table-types';
import { Instant } from '@/components/instant';
import { routes } from '@/lib/core/routes';
import { webhookEventTypes } from '@/lib/platform/webhooks/event-types';
import { EndpointStateBadge } from './endpoint-state';
import type { EndpointItem } from './webhook-queries';

type Translate = ReturnType<typeof useTranslations<'webhooks'>>;

/** An address without the `https://` that all of them begin with. */
export function shortUrl(url: string): string {
  return url.replace(/^https:\/\//, '').replace(/\/$/, '');
}

export function endpointColumns(
  t: Translate,
  toPage: (id: number) => string = routes.webhook,
): TableColumn<EndpointItem>[] {
  return [
    {
      id: 'url',
      header: t('list.url'),
      cell: ({ url }) => (
        <span className="line-clamp-2 font-mono text-13 wrap-anywhere md:min-w-56">{shortUrl(url)}</span>
      ),
      href: ({ id }) => toPage(id),
    },
    {
      id: 'description',
      header: t('list.description'),
      cell: ({ description }) => <span className="line-clamp-2 max-w-xs text-muted">{description}</span>,
    },
    { id: 'state', header: t('list.state'), cell: ({ state }) => <EndpointStateBadge state={state} />, onCard: true },
    {
      id: 'events',
      header: t('list.events'),
      cell: ({ eventTypes }) => (
        <span className="whitespace-nowrap">
          {eventTypes.length === webhookEventTypes.length
            ? t('list.allEvents')
            : t('list.someEvents', { count: eventTypes.length })}
        </span>
      ),
      onCard: true,
    },
    {
      id: 'for',
      header: t('list.for'),
      cell: ({ integratorName }) => <span className="whitespace-nowrap">{integratorName ?? t('list.everyone')}</span>,
    },
    {
      id: 'last',
      header: t('list.lastAttempt'),
      cell: ({ lastAttemptAt }) =>
        lastAttemptAt ? <Instant value={lastAttemptAt} /> : <span className="text-muted">{t('list.never')}</span>,
      onCard: true,
    },
    { id: 'created', header: t('list.created'), cell: ({ createdAt }) => <Instant value={createdAt} />, hidden: true },
  ];
}
