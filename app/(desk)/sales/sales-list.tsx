'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Banknote, ReceiptText } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { useMemo, useState } from 'react';
import { deskClient, ReadError, read } from '@/app/session/desk-client';
import { LinkButton } from '@/components/button';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { FilterMenu } from '@/components/filter-menu';
import { PageHeader } from '@/components/page-header';
import { useShortcut } from '@/components/shortcuts';
import { routes } from '@/lib/routes';
import type { SalesPage } from '@/lib/sales/list-sales';
import { saleStates } from '@/lib/sales/schemas';
import { saleColumns } from './sale-columns';
import { type SalesParams, salesInput, salesParams } from './search-params';

type SalesListProps = { initial: SalesPage; initialParams: SalesParams; maySell: boolean };

export function SalesList({ initial, initialParams, maySell }: SalesListProps) {
  const t = useTranslations('sales');
  const [params, setParams] = useQueryStates(salesParams, { history: 'push' });
  const [first] = useState(() => JSON.stringify(initialParams));
  // The pages that lead here, since a keyset only goes on.
  const [trail, setTrail] = useState<(number | null)[]>([]);
  const columns = useMemo(() => saleColumns(t), [t]);
  const { search, state, before } = params;
  const query = useQuery({
    queryKey: ['sales', 'list', params],
    queryFn: () => read(deskClient.sales.$get({ query: asText(params) })),
    placeholderData: keepPreviousData,
    ...(JSON.stringify(params) === first ? { initialData: initial } : {}),
  });
  const { sales = [], next = null } = query.data ?? {};
  const narrow = (change: Partial<SalesParams>) => {
    setTrail([]);
    void setParams({ ...change, before: null });
  };
  const back = () => {
    void setParams({ before: trail.at(-1) ?? null });
    setTrail(trail.slice(0, -1));
  };
  const onwards = () => {
    setTrail([...trail, before]);
    void setParams({ before: next });
  };

  return (
    <>
      <PageHeader title={t('title')} action={maySell && <SellButton />} />
      <DataTable
        label={t('title')}
        name="sales"
        columns={columns}
        rows={sales}
        rowId={(sale) => sale.id}
        rowName={(sale) => sale.productName}
        isLoading={query.isPending}
        isStale={query.isPlaceholderData}
        error={
          query.isError &&
          sales.length === 0 && (
            <ErrorState
              title={t('loadFailed')}
              requestId={query.error instanceof ReadError ? query.error.requestId : undefined}
              onRetry={() => void query.refetch()}
            />
          )
        }
        empty={
          <EmptyState icon={<ReceiptText />} title={t('emptyTitle')}>
            {t('emptyText')}
          </EmptyState>
        }
        search={{
          value: search,
          onChange: (text) => narrow({ search: text }),
          placeholder: t('searchPlaceholder'),
        }}
        filterControls={
          <FilterMenu
            label={t('filterState')}
            options={saleStates.map((value) => ({ value, label: t(`states.${value}`) }))}
            value={state}
            onChange={(value) => narrow({ state: value })}
          />
        }
        filters={
          state
            ? [{ id: 'state', label: t('state'), value: t(`states.${state}`), onRemove: () => narrow({ state: null }) }]
            : []
        }
        onClear={() => narrow({ search: '', state: null })}
        paging={{
          onPrevious: before === null ? undefined : back,
          onNext: next === null ? undefined : onwards,
          summary: t('summary', { count: sales.length }),
        }}
      />
    </>
  );
}

/** The query as it stands in an address. */
function asText(params: SalesParams): Record<string, string> {
  return Object.fromEntries(Object.entries(salesInput(params)).map(([name, value]) => [name, String(value)]));
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
