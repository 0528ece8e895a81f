'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Ticket } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { EmptyState } from '@/components/empty-state';
import { redemptionSorts } from '@/lib/domain/redemptions/redemptions/filters';
import { ExportButton } from '../export-button';
import { ListScreen } from '../list-screen';
import { useList } from '../use-list';
import { redemptionColumns } from './redemption-columns';
import { useRedemptionFilters } from './redemption-filters';
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
  const search = useRedemptionSearch(params.search, narrow);
  const filters = useRedemptionFilters({ choices, narrow });

  return (
    <ListScreen
      title={t('title')}
      header={{ subtitle: t('subtitle') }}
      name="redemptions"
      list={list}
      columns={columns}
      rowId={({ id }) => id}
      rowName={({ id }) => t('name', { id })}
      empty={
        <EmptyState icon={<Ticket />} title={t('emptyTitle')}>
          {t('emptyText')}
        </EmptyState>
      }
      search={{ param: 'search', placeholder: t('searchPlaceholder'), ...search }}
      filters={filters}
      days={{ title: t('dates.title'), submitLabel: t('dates.show') }}
      sort={{
        param: 'sort',
        label: t('sort.label'),
        options: redemptionSorts.map((value) => ({ value, label: t(`sort.${value}`) })),
      }}
      exportControl={
        <ExportButton address="/api/desk/redemptions/exports" kind="redemptions" filter={redemptionFilterOf(params)} />
      }
      summary={t('summary', { page, count: list.table.rows.length })}
    />
  );
}
