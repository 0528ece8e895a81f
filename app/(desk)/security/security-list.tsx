'use client';

import { ShieldCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { EmptyState } from '@/components/empty-state';
import { securityFilters } from '@/lib/domain/access/security/filters';
import type { SecurityAlert } from '@/lib/domain/access/security/list-alerts';
import type { SecurityEventsPage } from '@/lib/domain/access/security/list-events';
import type { ActivityActor } from '@/lib/platform/audit/list-activity-actors';
import { fieldFilters } from '../_fields/field-filters';
import { asQuery } from '../_fields/filter-params';
import { useFilterWords } from '../_fields/use-filter-words';
import { ExportButton } from '../export-button';
import { ListScreen } from '../list-screen';
import { useList } from '../use-list';
import { type SecurityParams, securityFilterOf, securityInput, securityParams } from './search-params';
import { SecurityAlerts } from './security-alerts';
import { securityColumns, whoOf, wordsOf } from './security-columns';

type SecurityListProps = {
  initial: SecurityEventsPage;
  initialParams: SecurityParams;
  actors: ActivityActor[];
  alerts: SecurityAlert[];
};

export function SecurityList({ initial, initialParams, actors, alerts }: SecurityListProps) {
  const t = useTranslations('security');
  const words = useFilterWords(securityFilters, 'security');
  const list = useList({
    params: securityParams,
    initial,
    initialParams,
    read: (params) => ({
      queryKey: ['security', 'list', params],
      queryFn: (): Promise<SecurityEventsPage> =>
        read(deskClient.security.$get({ query: asQuery(securityInput(params)) })),
    }),
    failedTitle: t('loadFailed'),
  });
  const { params, page } = list;
  const columns = useMemo(() => securityColumns(t), [t]);
  const actorOptions = [
    ...actors.map(({ value, name }) => ({ value, label: name })),
    { value: 'stranger', label: t('filter.stranger') },
  ];
  return (
    <ListScreen
      title={t('title')}
      header={{ subtitle: t('subtitle') }}
      name="security"
      list={list}
      columns={columns}
      rowId={({ id }) => id}
      rowName={(event) => t('rowName', { what: wordsOf(t, 'kinds', event.kind), who: whoOf(t, event) })}
      empty={
        <EmptyState icon={<ShieldCheck />} title={t('empty.title')}>
          {t('empty.text')}
        </EmptyState>
      }
      search={{
        param: 'address',
        onChange: (address) => list.narrow({ address: address.slice(0, 60) }).onFollow(),
        placeholder: t('searchPlaceholder'),
      }}
      filters={fieldFilters(securityFilters, words, { actor: { options: actorOptions } })}
      days={{ title: t('days.title'), submitLabel: t('days.show') }}
      exportControl={
        <ExportButton address="/api/desk/security/exports" kind="security-events" filter={securityFilterOf(params)} />
      }
      summary={t('summary', { page, count: list.table.rows.length })}
    >
      <SecurityAlerts initial={alerts} />
    </ListScreen>
  );
}
