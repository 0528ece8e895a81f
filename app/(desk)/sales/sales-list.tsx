'use client';

import { Banknote, CircleCheck, ReceiptText, SearchCheck } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { LinkButton } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { useShortcut } from '@/components/shortcuts';
import { TabsNav } from '@/components/tabs-nav';
import { routes } from '@/lib/core/routes';
import type { SaleChoices } from '@/lib/domain/sales/sales/list-sale-choices';
import type { SalesPage } from '@/lib/domain/sales/sales/list-sales';
import type { SaleTotals as Totals } from '@/lib/domain/sales/sales/sum-sales';
import { asQuery } from '../_fields/filter-params';
import { useViewsOfList } from '../_views/saved-views';
import { ExportButton } from '../export-button';
import { ListScreen } from '../list-screen';
import { useList } from '../use-list';
import { saleColumns } from './sale-columns';
import { useSaleFilters } from './sale-filters';
import { SaleTotals } from './sale-totals';
import { type NarrowSales, type SalesParams, saleFilterOf, salesInput, salesParams } from './search-params';
import { useSaleSearch } from './use-sale-search';

type SalesListProps = {
  initial: SalesPage;
  initialTotals: Totals;
  initialParams: SalesParams;
  choices: SaleChoices;
  canSell: boolean;
};

export function SalesList({ initial, initialTotals, initialParams, choices, canSell }: SalesListProps) {
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
  const columns = useMemo(() => saleColumns(t, isQueue), [t, isQueue]);
  const narrow: NarrowSales = list.narrow;
  const search = useSaleSearch(params.search, (text) => narrow({ search: text }).onFollow());
  const filter = saleFilterOf(params);
  const filters = useSaleFilters(choices);
  const opensWithView = useViewsOfList()?.views.some(({ isDefault }) => isDefault);

  return (
    <ListScreen
      title={t('title')}
      header={{
        action: canSell && (
          <>
            <LinkButton icon={<SearchCheck />} href={routes.damagedPin()}>
              {t('damaged.title')}
            </LinkButton>
            <SellButton />
          </>
        ),
      }}
      name={isQueue ? 'sales-queue' : 'sales'}
      list={list}
      columns={columns}
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
      search={{ param: 'search', placeholder: t('searchPlaceholder'), ...search }}
      filters={filters}
      days={{ title: t('dates.title'), submitLabel: t('dates.show') }}
      exportControl={<ExportButton address="/api/desk/sales/exports" kind="sales" filter={filter} />}
      summary={t(isQueue ? 'queue.summary' : 'summary', { count: list.table.rows.length })}
    >
      <TabsNav
        label={t('title')}
        tabs={[
          {
            href: opensWithView ? routes.everythingIn('/sales') : routes.sales(),
            label: t('all'),
            isCurrent: !isQueue,
          },
          {
            href: routes.salesForPerson(),
            label: t('needsPerson'),
            count: list.data?.needsPerson ?? 0,
            isCurrent: isQueue,
          },
        ]}
      />
      <SaleTotals filter={filter} initial={list.isFirst ? initialTotals : undefined} />
    </ListScreen>
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
