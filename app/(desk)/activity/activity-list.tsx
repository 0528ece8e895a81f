'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { EmptyState } from '@/components/empty-state';
import { activityFilters } from '@/lib/platform/audit/filters';
import type { ActivityPage } from '@/lib/platform/audit/list-activity';
import type { ActivityActor } from '@/lib/platform/audit/list-activity-actors';
import { fieldFilters } from '../_fields/field-filters';
import { asQuery } from '../_fields/filter-params';
import { useFilterWords } from '../_fields/use-filter-words';
import { ExportButton } from '../export-button';
import { ListScreen } from '../list-screen';
import { usePages } from '../use-list';
import { activityColumns } from './activity-columns';
import { type ActivityParams, activityFilterOf, activityParams, activityQuery } from './search-params';
import { subjectKinds, useActivityWords } from './use-activity-words';

type ActivityListProps = {
  initial: ActivityPage;
  initialParams: ActivityParams;
  actors: ActivityActor[];
  /** On a coupon's page: only what was done to it and to its codes. */
  couponId?: number;
};

export function ActivityList({ initial, initialParams, actors, couponId }: ActivityListProps) {
  const t = useTranslations('activity');
  const words = useActivityWords();
  const filterWords = useFilterWords(activityFilters, 'activity');
  const { to, data, tableOf, ...list } = usePages({
    params: activityParams,
    start: { before: null },
    initial,
    initialParams,
    read: (params) => {
      const query = activityQuery(params, couponId);
      return {
        queryKey: ['activity', query],
        queryFn: (): Promise<ActivityPage> => read(deskClient.activity.$get({ query: asQuery(query) })),
      };
    },
  });
  const columns = useMemo(() => activityColumns(t, words), [t, words]);

  const actorOptions = [
    ...actors.map(({ value, name }) => ({ value, label: name })),
    { value: 'system', label: t('filter.system') },
  ];
  const { subjectKind, subjectId } = list.params;
  const subject = {
    options: subjectKinds.map((value) => ({ value, label: words.subject(value) })),
    shown: subjectKind ? [words.subject(subjectKind), subjectId].filter(Boolean).join(' ') : undefined,
    resets: ['subjectId' as const],
  };
  const { previous = null, nextBefore = null } = data ?? {};

  return (
    <ListScreen
      title={t('title')}
      {...(couponId === undefined ? { header: { subtitle: t('subtitle') } } : {})}
      name="activity"
      list={{
        ...list,
        table: tableOf(data?.rows ?? []),
        paging: {
          previous: previous ? to(previous) : undefined,
          next: nextBefore ? to({ before: nextBefore }) : undefined,
        },
      }}
      columns={columns}
      rowId={(event) => event.id}
      rowName={(event) => words.action(event.action)}
      empty={<EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>}
      exportControl={
        <ExportButton
          address="/api/desk/activity/exports"
          kind="activity"
          filter={activityFilterOf(list.params, couponId)}
        />
      }
      filters={fieldFilters(activityFilters, filterWords, {
        actor: { options: actorOptions },
        subjectKind: couponId === undefined ? subject : null,
        subjectId: null,
      })}
      summary={data && t('list.summary', { count: data.rows.length })}
    />
  );
}
