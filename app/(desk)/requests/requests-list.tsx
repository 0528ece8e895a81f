'use client';

import { ArrowLeftRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { EmptyState } from '@/components/empty-state';
import { ownRequestFilters, requestFilters } from '@/lib/platform/requests/filters';
import { fieldFilters } from '../_fields/field-filters';
import { useFilterWords } from '../_fields/use-filter-words';
import { ExportButton } from '../export-button';
import { ListScreen } from '../list-screen';
import { useList } from '../use-list';
import { requestColumns } from './request-columns';
import { type RequestsPage, requestsQuery } from './request-queries';
import { ownRequestsInput, type RequestParams, requestFilterOf, requestParams } from './search-params';

/** What the menus offer: keys with their company's name where there are several companies. */
export type RequestChoices = {
  keys: { id: number; name: string }[];
  integrators: { id: number; name: string }[];
};

type RequestsListProps = {
  initial: RequestsPage;
  initialParams: RequestParams;
  choices: RequestChoices;
  /** A partner's: of their own company alone. */
  isOwn?: boolean;
};

export function RequestsList({ initial, initialParams, choices, isOwn = false }: RequestsListProps) {
  const t = useTranslations('requests');
  const words = useFilterWords(requestFilters, 'requests');
  const list = useList({
    params: requestParams,
    initial,
    initialParams,
    read: (params) => requestsQuery(params, isOwn),
    failedTitle: t('loadFailed'),
  });
  const columns = useMemo(() => requestColumns(t, isOwn), [t, isOwn]);
  const keyId = { options: choices.keys.map(asOption) };
  const filters = isOwn
    ? fieldFilters(ownRequestFilters, words, { keyId })
    : fieldFilters(requestFilters, words, { keyId, integratorId: { options: choices.integrators.map(asOption) } });
  return (
    <ListScreen
      title={t('title')}
      header={{ subtitle: t(isOwn ? 'ownSubtitle' : 'subtitle') }}
      name={isOwn ? 'partner-requests' : 'requests'}
      list={list}
      columns={columns}
      rowId={({ id }) => id}
      rowName={({ method, path }) => `${method} ${path}`}
      empty={
        <EmptyState icon={<ArrowLeftRight />} title={t('empty.title')}>
          {t(isOwn ? 'empty.ownText' : 'empty.text')}
        </EmptyState>
      }
      search={{ param: 'search', placeholder: t('searchPlaceholder') }}
      exportControl={
        isOwn ? (
          <ExportButton
            address="/api/desk/partner/requests/exports"
            kind="partner-requests"
            filter={ownRequestsInput({ ...list.params, after: null })}
          />
        ) : (
          <ExportButton address="/api/desk/requests/exports" kind="requests" filter={requestFilterOf(list.params)} />
        )
      }
      filters={filters}
      summary={t('summary', { page: list.page, count: list.table.rows.length })}
    />
  );
}

const asOption = ({ id, name }: { id: number; name: string }) => ({ value: id, label: name });
