'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { DataTable } from '@/components/data-table';
import type { AppliedFilter } from '@/components/data-table-types';
import { EmptyState } from '@/components/empty-state';
import { FilterMenu } from '@/components/filter-menu';
import { useAddress } from '@/components/use-address';
import type { ActivityPage } from '@/lib/platform/audit/list-activity';
import type { ActivityActor } from '@/lib/platform/audit/list-activity-actors';
import { ReadFailed } from '../read-failed';
import { activityColumns } from './activity-columns';
import { type ActivityQuery, activityParams, activityQuery } from './search-params';
import { subjectKinds, useActivityWords } from './use-activity-words';

type ActivityListProps = {
  initial: ActivityPage;
  initialQuery: ActivityQuery;
  actors: ActivityActor[];
  /** On a coupon's page: only what was done to it and to its codes. */
  couponId?: number;
};

export function ActivityList({ initial, initialQuery, actors, couponId }: ActivityListProps) {
  const t = useTranslations('activity');
  const words = useActivityWords();
  const { state: params, to } = useAddress(activityParams, { history: 'push' });
  const query = activityQuery(params, couponId);
  const isInitial = JSON.stringify(query) === JSON.stringify(initialQuery);
  const { data, isPending, isPlaceholderData, isError, error, refetch } = useQuery<ActivityPage>({
    queryKey: ['activity', query],
    queryFn: () => read(deskClient.activity.$get({ query })),
    placeholderData: keepPreviousData,
    ...(isInitial ? { initialData: initial } : {}),
  });
  const columns = useMemo(() => activityColumns(t, words), [t, words]);

  const narrow = (change: Partial<typeof params>) => to({ ...change, before: null });
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
      rows={data?.rows ?? []}
      rowId={(event) => event.id}
      rowName={(event) => words.action(event.action)}
      isLoading={isPending}
      isStale={isPlaceholderData}
      error={isError && <ReadFailed error={error} onRetry={() => void refetch()} />}
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
