'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Banknote, CircleCheck, ReceiptText } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { LinkButton } from '@/components/button';
import { DataTable } from '@/components/data-table';
import { useDaysChip } from '@/components/days-chip';
import { EmptyState } from '@/components/empty-state';
import { PageHeader } from '@/components/page-header';
import { useShortcut } from '@/components/shortcuts';
import { TabsNav } from '@/components/tabs-nav';
import { useAddress } from '@/components/use-address';
import { routes } from '@/lib/core/routes';
import type { SaleChoices } from '@/lib/domain/sales/sales/list-sale-choices';
import type { SalesPage } from '@/lib/domain/sales/sales/list-sales';
import { ExportButton } from '../export-button';
import { keysetPaging } from '../keyset-paging';
import { ReadFailed } from '../read-failed';
import { saleColumns } from './sale-columns';
import { appliedSaleFilters, SaleFilters } from './sale-filters';
import { SaleTotals } from './sale-totals';
import { asQuery, type NarrowSales, type SalesParams, saleFilterOf, salesInput, salesParams } from './search-params';
import { useSaleSearch } from './use-sale-search';

type SalesListProps = { initial: SalesPage; initialParams: SalesParams; choices: SaleChoices; canSell: boolean };

export function SalesList({ initial, initialParams, choices, canSell }: SalesListProps) {
  const t = useTranslations('sales');
  const { state: params, to } = useAddress(salesParams, { history: 'push' });
  const [first] = useState(() => JSON.stringify(initialParams));
  const isQueue = params.queue !== null;
  const daysChip = useDaysChip();
  const columns = useMemo(() => saleColumns(t, isQueue), [t, isQueue]);
  const query = useQuery({
    queryKey: ['sales', 'list', params],
    queryFn: () => read(deskClient.sales.$get({ query: asQuery(salesInput(params)) })),
    placeholderData: keepPreviousData,
    ...(JSON.stringify(params) === first ? { initialData: initial } : {}),
  });
  const { rows = [], page = 1, next = null, previous = null, needsPerson = 0 } = query.data ?? {};
  const narrow: NarrowSales = (change) => to({ ...change, after: null });
  const { note, ...search } = useSaleSearch(params.search, (text) => narrow({ search: text }).onFollow());
  const filter = saleFilterOf(params);

  return (
    <>
      <PageHeader title={t('title')} action={canSell && <SellButton />} />
      <TabsNav
        label={t('title')}
        tabs={[
          { href: routes.sales(), label: t('all'), isCurrent: !isQueue },
          { href: routes.salesForPerson(), label: t('needsPerson'), count: needsPerson, isCurrent: isQueue },
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
        rows={rows}
        rowId={(sale) => sale.id}
        rowName={(sale) => sale.productName}
        isLoading={query.isPending}
        isStale={query.isPlaceholderData}
        error={
          query.isError &&
          rows.length === 0 && (
            <ReadFailed title={t('loadFailed')} error={query.error} onRetry={() => void query.refetch()} />
          )
        }
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
          ...keysetPaging({ page, next, previous }, to),
          summary: t(isQueue ? 'queue.summary' : 'summary', { count: rows.length }),
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
