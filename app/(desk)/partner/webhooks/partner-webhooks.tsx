'use client';

import { Webhook } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { EmptyState } from '@/components/empty-state';
import { routes } from '@/lib/core/routes';
import { ExportButton } from '../../export-button';
import { ListScreen } from '../../list-screen';
import { useWholeList } from '../../use-list';
import { endpointColumns, shortUrl } from '../../webhooks/endpoint-columns';
import { type EndpointItem, webhookReads } from '../../webhooks/webhook-queries';

const ownEndpoints = {
  queryKey: [...webhookReads, 'own'] as const,
  queryFn: (): Promise<EndpointItem[]> => read(deskClient.partner.webhooks.$get()),
};

/** The webhooks that hear of a partner's own company. */
export function PartnerWebhooks({ initial }: { initial: EndpointItem[] }) {
  const t = useTranslations('webhooks');
  const own = useTranslations('partner.webhooks');
  const { data, tableOf } = useWholeList({ read: ownEndpoints, initial });
  const columns = useMemo(() => endpointColumns(t, routes.partnerWebhook).filter(({ id }) => id !== 'for'), [t]);
  return (
    <ListScreen
      title={t('title')}
      header={{ subtitle: own('subtitle') }}
      name="partner-webhooks"
      list={{ table: tableOf(data) }}
      columns={columns}
      exportControl={<ExportButton address="/api/desk/partner/webhooks/exports" kind="partner-webhooks" filter={{}} />}
      rowId={({ id }) => id}
      rowName={({ url }) => shortUrl(url)}
      empty={
        <EmptyState title={own('emptyTitle')} icon={<Webhook />}>
          {own('emptyText')}
        </EmptyState>
      }
    />
  );
}
