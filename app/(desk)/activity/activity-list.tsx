'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { EmptyState } from '@/components/empty-state';
import type { ActivityPage } from '@/lib/platform/audit/list-activity';
import type { ActivityActor } from '@/lib/platform/audit/list-activity-actors';
import type { ListFilter } from '../list-filters';
import { ListScreen } from '../list-screen';
import { usePages } from '../use-list';
import { activityColumns } from './activity-columns';
import { type ActivityParams, activityParams, activityQuery } from './search-params';
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
  const { to, data, tableOf, ...list } = usePages({
    params: activityParams,
    start: { before: null },
    initial,
    initialParams,
    read: (params) => {
      const query = activityQuery(params, couponId);
      return {
        queryKey: ['activity', query],
        queryFn: (): Promise<ActivityPage> => read(deskClient.activity.$get({ query })),
      };
    },
  });
  const columns = useMemo(() => activityColumns(t, words), [t, words]);

  const actorOptions = [
    ...actors.map(({ value, name }) => ({ value, label: name })),
    { value: 'system', label: t('filters.system') },
  ];
  const { subjectKind, subjectId } = list.params;
  const subjectFilter: ListFilter<keyof ActivityParams> = {
    param: 'subjectKind',
    label: t('filters.subject'),
    options: subjectKinds.map((value) => ({ value, label: words.subject(value) })),
    shown: subjectKind ? [words.subject(subjectKind), subjectId].filter(Boolean).join(' ') : undefined,
    resets: ['subjectId'],
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
      filters={[
        { param: 'actor', label: t('filters.actor'), options: actorOptions },
        ...(couponId === undefined ? [subjectFilter] : []),
      ]}
      summary={data && t('list.summary', { count: data.rows.length })}
    />
  );
}
