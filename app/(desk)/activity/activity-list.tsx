'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { DataTable } from '@/components/data-table';
import type { AppliedFilter } from '@/components/data-table-types';
import { EmptyState } from '@/components/empty-state';
import { FilterMenu } from '@/components/filter-menu';
import type { ActivityPage } from '@/lib/platform/audit/list-activity';
import type { ActivityActor } from '@/lib/platform/audit/list-activity-actors';
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
  const { params, to, narrow, data, tableOf } = usePages({
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

  const actorOptions = [...actors, { value: 'system', name: t('filters.system') }];
  const filters: AppliedFilter[] = [];
  if (params.actor) {
    const name = actorOptions.find(({ value }) => value === params.actor)?.name ?? params.actor;
    filters.push({ id: 'actor', label: t('filters.actor'), value: name, remove: narrow({ actor: null }) });
  }
  if (params.subjectKind && couponId === undefined) {
    const kind = words.subject(params.subjectKind);
    filters.push({
      id: 'subject',
      label: t('filters.subject'),
      value: params.subjectId ? `${kind} ${params.subjectId}` : kind,
      remove: narrow({ subjectKind: null, subjectId: null }),
    });
  }

  const { previous = null, nextBefore = null } = data ?? {};

  return (
    <DataTable
      label={t('title')}
      name="activity"
      columns={columns}
      {...tableOf(data?.rows ?? [])}
      rowId={(event) => event.id}
      rowName={(event) => words.action(event.action)}
      empty={<EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>}
      filterControls={
        <>
          <FilterMenu
            label={t('filters.actor')}
            options={actorOptions.map(({ value, name }) => ({ value, label: name }))}
            value={params.actor}
            to={(actor) => narrow({ actor })}
          />
          {couponId === undefined && (
            <FilterMenu
              label={t('filters.subject')}
              options={subjectKinds.map((value) => ({ value, label: words.subject(value) }))}
              value={subjectKinds.find((kind) => kind === params.subjectKind) ?? null}
              to={(subjectKind) => narrow({ subjectKind, subjectId: null })}
            />
          )}
        </>
      }
      filters={filters}
      clear={narrow({ actor: null, subjectKind: null, subjectId: null })}
      paging={{
        previous: previous ? to(previous) : undefined,
        next: nextBefore ? to({ before: nextBefore }) : undefined,
        summary: data && t('list.summary', { count: data.rows.length }),
      }}
    />
  );
}
