'use client';

import { Banknote, CircleCheck, ReceiptText } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { LinkButton } from '@/components/button';
import { DataTable } from '@/components/data-table';
import { useDaysChip } from '@/components/days-chip';
import { EmptyState } from '@/components/empty-state';
import { PageHeader } from '@/components/page-header';
import { useShortcut } from '@/components/shortcuts';
import { TabsNav } from '@/components/tabs-nav';
import { routes } from '@/lib/core/routes';
import type { SaleChoices } from '@/lib/domain/sales/sales/list-sale-choices';
import type { SalesPage } from '@/lib/domain/sales/sales/list-sales';
import { ExportButton } from '../export-button';
import { useList } from '../use-list';
import { saleColumns } from './sale-columns';
import { appliedSaleFilters, SaleFilters } from './sale-filters';
import { SaleTotals } from './sale-totals';
import { asQuery, type NarrowSales, type SalesParams, saleFilterOf, salesInput, salesParams } from './search-params';
import { useSaleSearch } from './use-sale-search';

type SalesListProps = { initial: SalesPage; initialParams: SalesParams; choices: SaleChoices; canSell: boolean };

export function SalesList({ initial, initialParams, choices, canSell }: SalesListProps) {
  const t = useTranslations('sales');
  const list = useList({
    params: salesParams,
    initial,
    initialParams,
    read: (params) => ({
      queryKey: ['sales', 'list', params],
      queryFn: () => read(deskClient.sales.$get({ query: asQuery(salesInput(params)) })),
    }),
    failedTitle: t('loadFailed'),
  });
  const { params } = list;
  const isQueue = params.queue !== null;
  const daysChip = useDaysChip();
  const columns = useMemo(() => saleColumns(t, isQueue), [t, isQueue]);
  const narrow: NarrowSales = list.narrow;
  const { note, ...search } = useSaleSearch(params.search, (text) => narrow({ search: text }).onFollow());
  const filter = saleFilterOf(params);

  return (
    <>
      <PageHeader title={t('title')} action={canSell && <SellButton />} />
      <TabsNav
        label={t('title')}
        tabs={[
          { href: routes.sales(), label: t('all'), isCurrent: !isQueue },
          {
            href: routes.salesForPerson(),
            label: t('needsPerson'),
            count: list.data?.needsPerson ?? 0,
            isCurrent: isQueue,
          },
        ]}
      />
      <SaleTotals filter={filter} />
      <p role="status" className="mb-3 text-13 text-muted empty:hidden">
        {note}
      </p>
      <DataTable
        label={t('title')}
        name={isQueue ? 'sales-queue' : 'sales'}
        columns={columns}
        {...list.table}
        rowId={(sale) => sale.id}
        rowName={(sale) => sale.productName}
        empty={
          <EmptyState
            icon={isQueue ? <CircleCheck /> : <ReceiptText />}
            title={t(isQueue ? 'queue.emptyTitle' : 'emptyTitle')}
          >
            {t(isQueue ? 'queue.emptyText' : 'emptyText')}
          </EmptyState>
        }
        search={{ ...search, placeholder: t('searchPlaceholder') }}
        filterControls={<SaleFilters t={t} params={params} choices={choices} narrow={narrow} />}
        filters={[
          ...appliedSaleFilters({ t, params, choices, narrow }),
          ...daysChip(params, narrow({ from: null, to: null })),
        ]}
        clear={narrow({
          search: '',
          state: null,
          productId: null,
          sellerId: null,
          integratorId: null,
          from: null,
          to: null,
        })}
        exportControl={<ExportButton address="/api/desk/sales/exports" filter={filter} />}
        paging={{
          ...list.paging,
          summary: t(isQueue ? 'queue.summary' : 'summary', { count: list.table.rows.length }),
        }}
      />
    </>
  );
}

function SellButton() {
  const t = useTranslations('sales');
  const router = useRouter();
  useShortcut('n', t('sell'), () => router.push(routes.sell()));
  return (
    <LinkButton look="primary" icon={<Banknote />} href={routes.sell()}>
      {t('sell')}
    </LinkButton>
  );
}
