'use client';

import { Ticket } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { EmptyState } from '@/components/empty-state';
import { ownRedemptionFilters } from '@/lib/domain/redemptions/redemptions/filters';
import { fieldFilters } from '../../_fields/field-filters';
import { asQuery } from '../../_fields/filter-params';
import { useFilterWords } from '../../_fields/use-filter-words';
import { ExportButton } from '../../export-button';
import { ListScreen } from '../../list-screen';
import { redemptionColumns } from '../../redemptions/redemption-columns';
import type { RedemptionsPage } from '../../redemptions/redemption-queries';
import { useList } from '../../use-list';
import {
  type PartnerRedemptionsParams,
  partnerRedemptionsFilter,
  partnerRedemptionsInput,
  partnerRedemptionsParams,
} from './search-params';

type PartnerRedemptionsProps = { initial: RedemptionsPage; initialParams: PartnerRedemptionsParams };

/** What a partner's own company redeemed. */
export function PartnerRedemptions({ initial, initialParams }: PartnerRedemptionsProps) {
  const t = useTranslations('redemptions');
  const own = useTranslations('partner.redemptions');
  const words = useFilterWords(ownRedemptionFilters, 'redemptions');
  const list = useList({
    params: partnerRedemptionsParams,
    initial,
    initialParams,
    read: (params) => ({
      queryKey: ['partner', 'redemptions', params],
      queryFn: (): Promise<RedemptionsPage> =>
        read(deskClient.partner.redemptions.$get({ query: asQuery(partnerRedemptionsInput(params)) })),
    }),
    failedTitle: t('loadFailed'),
  });
  const columns = useMemo(() => redemptionColumns(t, { hasLinks: false }), [t]);
  return (
    <ListScreen
      title={t('title')}
      header={{ subtitle: own('subtitle') }}
      name="partner-redemptions"
      list={list}
      columns={columns}
      exportControl={
        <ExportButton
          address="/api/desk/partner/redemptions/exports"
          kind="partner-redemptions"
          filter={partnerRedemptionsFilter(list.params)}
        />
      }
      rowId={({ id }) => id}
      rowName={({ id }) => t('name', { id })}
      empty={
        <EmptyState icon={<Ticket />} title={t('emptyTitle')}>
          {own('emptyText')}
        </EmptyState>
      }
      filters={fieldFilters(ownRedemptionFilters, words)}
      summary={t('summary', { page: list.page, count: list.table.rows.length })}
    />
  );
}
