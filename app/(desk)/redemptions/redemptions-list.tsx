'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Ticket } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { PageHeader } from '@/components/page-header';
import { redemptionSorts } from '@/lib/domain/redemptions/redemptions/filter-schemas';
import { ExportButton } from '../export-button';
import { useList } from '../use-list';
import { redemptionColumns } from './redemption-columns';
import { RedemptionFilters, useAppliedFilters } from './redemption-filters';
import {
  type RedemptionChoices,
  type RedemptionsPage,
  redemptionChoicesQuery,
  redemptionListQuery,
} from './redemption-queries';
import { type NarrowRedemptions, type RedemptionParams, redemptionFilterOf, redemptionParams } from './search-params';
import { useRedemptionSearch } from './use-redemption-search';

type RedemptionsListProps = { initial: RedemptionsPage; initialParams: RedemptionParams; choices: RedemptionChoices };

export function RedemptionsList({ initial, initialParams, choices: initialChoices }: RedemptionsListProps) {
  const t = useTranslations('redemptions');
  const list = useList({
    params: redemptionParams,
    initial,
    initialParams,
    read: redemptionListQuery,
    failedTitle: t('loadFailed'),
  });
  const { params, isFirst, page } = list;
  const columns = useMemo(() => redemptionColumns(t), [t]);
  const { data: choices = initialChoices } = useQuery({
    ...redemptionChoicesQuery(params),
    placeholderData: keepPreviousData,
    ...(isFirst ? { initialData: initialChoices } : {}),
  });
  const narrow: NarrowRedemptions = list.narrow;
  const { note, ...search } = useRedemptionSearch(params.search, narrow);
  const filters = useAppliedFilters({ params, choices, narrow });

  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <p role="status" className="mb-3 text-13 text-muted empty:hidden">
        {note}
      </p>
      <DataTable
        label={t('title')}
        name="redemptions"
        columns={columns}
        {...list.table}
        rowId={({ id }) => id}
        rowName={({ id }) => t('name', { id })}
        empty={
          <EmptyState icon={<Ticket />} title={t('emptyTitle')}>
            {t('emptyText')}
          </EmptyState>
        }
        search={{ ...search, placeholder: t('searchPlaceholder') }}
        filterControls={<RedemptionFilters params={params} choices={choices} narrow={narrow} />}
        filters={filters}
        clear={narrow({
          search: '',
          state: null,
          couponId: null,
          codeId: null,
          integratorId: null,
          from: null,
          to: null,
        })}
        exportControl={<ExportButton address="/api/desk/redemptions/exports" filter={redemptionFilterOf(params)} />}
        sorting={{
          value: params.sort,
          to: (value) => narrow({ sort: redemptionSorts.find((sort) => sort === value) ?? 'newest' }),
        }}
        paging={{
          ...list.paging,
          summary: t('summary', { page, count: list.table.rows.length }),
        }}
      />
    </>
  );
}
