'use client';

import type { InferResponseType } from 'hono/client';
import { ReceiptText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import type { TableColumn } from '@/components/data-table-types';
import { EmptyState } from '@/components/empty-state';
import { Instant } from '@/components/instant';
import { Money } from '@/components/money';
import { Mono } from '@/components/mono';
import { ownPurchaseFilters } from '@/lib/domain/sales/sales/filters';
import { fieldFilters } from '../../_fields/field-filters';
import { asQuery } from '../../_fields/filter-params';
import { useFilterWords } from '../../_fields/use-filter-words';
import { ExportButton } from '../../export-button';
import { ListScreen } from '../../list-screen';
import { SaleStateBadge } from '../../sales/sale-state';
import { useList } from '../../use-list';
import { type PartnerSalesParams, partnerSalesFilter, partnerSalesInput, partnerSalesParams } from './search-params';

type Page = InferResponseType<typeof deskClient.partner.sales.$get, 200>;

/** What a partner's own company bought. */
export function PartnerSales({ initial, initialParams }: { initial: Page; initialParams: PartnerSalesParams }) {
  const t = useTranslations('partner.sales');
  const words = useFilterWords(ownPurchaseFilters, 'sales');
  const list = useList({
    params: partnerSalesParams,
    initial,
    initialParams,
    read: (params) => ({
      queryKey: ['partner', 'sales', params],
      queryFn: (): Promise<Page> => read(deskClient.partner.sales.$get({ query: asQuery(partnerSalesInput(params)) })),
    }),
    failedTitle: t('loadFailed'),
  });
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <ListScreen
      title={t('title')}
      header={{ subtitle: t('subtitle') }}
      name="partner-sales"
      list={list}
      columns={columns}
      exportControl={
        <ExportButton
          address="/api/desk/partner/sales/exports"
          kind="partner-sales"
          filter={partnerSalesFilter(list.params)}
        />
      }
      rowId={({ reference }) => reference}
      rowName={({ reference }) => reference}
      empty={
        <EmptyState icon={<ReceiptText />} title={t('emptyTitle')}>
          {t('emptyText')}
        </EmptyState>
      }
      search={{ param: 'reference', placeholder: t('searchPlaceholder') }}
      filters={fieldFilters(ownPurchaseFilters, words)}
      summary={t('summary', { page: list.page, count: list.table.rows.length })}
    />
  );
}

function columnsOf(t: ReturnType<typeof useTranslations<'partner.sales'>>): TableColumn<Page['rows'][number]>[] {
  return [
    { id: 'reference', header: t('reference'), cell: ({ reference }) => <Mono>{reference}</Mono> },
    { id: 'state', header: t('state'), cell: ({ state }) => <SaleStateBadge state={state} />, onCard: true },
    { id: 'product', header: t('product'), cell: ({ productName }) => productName, onCard: true },
    {
      id: 'amount',
      header: t('amount'),
      cell: ({ amountPaisa }) => <Money paisa={amountPaisa} />,
      numeric: true,
    },
    {
      id: 'charged',
      header: t('charged'),
      cell: ({ chargedPaisa }) => <Money paisa={chargedPaisa} />,
      numeric: true,
      onCard: true,
    },
    { id: 'at', header: t('at'), cell: ({ createdAt }) => <Instant value={createdAt} />, onCard: true },
  ];
}
