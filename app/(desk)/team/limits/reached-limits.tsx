'use client';

import { useQueryClient } from '@tanstack/react-query';
import { LockOpen } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { useAction } from '@/app/session/use-action';
import type { TableColumn } from '@/components/data-table-types';
import { EmptyState } from '@/components/empty-state';
import { toastError, toastSuccess } from '@/components/toasts';
import { routes } from '@/lib/core/routes';
import type { ReachedLimit } from '@/lib/domain/access/limits/lift-limit';
import { ListScreen } from '../../list-screen';
import { useWholeList } from '../../use-list';
import { liftLimitAction } from './actions';

type Reached = { rows: ReachedLimit[] };

/** Who waits for somebody to let them go on. */
export function ReachedLimits({ initial, ownId }: { initial: Reached; ownId: number }) {
  const t = useTranslations('limits');
  const today = useTranslations('today');
  const queryClient = useQueryClient();
  const queryKey = ['team', 'limits'];
  const { data, tableOf } = useWholeList({
    read: { queryKey, queryFn: (): Promise<Reached> => read(deskClient.team.limits.$get()) },
    initial,
  });
  const columns = useMemo<TableColumn<ReachedLimit>[]>(
    () => [
      { id: 'name', header: t('list.name'), cell: ({ name }) => <span className="font-medium">{name}</span> },
      { id: 'limit', header: t('list.limit'), cell: (row) => t('list.reached', row), onCard: true },
    ],
    [t],
  );
  const lifting = useAction(liftLimitAction, {
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
    onError: () => toastError(t('failed')),
  });
  const lift = async ({ userId, kind, name }: ReachedLimit) => {
    const result = await lifting.mutateAsync({ userId, kind }).catch(() => null);
    if (!result) return;
    if (!result.ok) toastError(result.message);
    else toastSuccess(t(result.value.lifted ? 'lifted' : 'notReached', { name }));
  };
  return (
    <ListScreen
      title={t('title')}
      header={{ subtitle: t('subtitle'), breadcrumb: [{ label: today('title'), href: routes.today() }] }}
      name="reached-limits"
      list={{ table: tableOf(data.rows) }}
      columns={columns}
      rowId={({ userId, kind }) => `${userId} ${kind}`}
      rowName={({ name }) => name}
      empty={<EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>}
      rowActions={(row) =>
        row.userId === ownId
          ? []
          : [
              {
                id: 'lift',
                label: t('lift', { name: row.name }),
                icon: <LockOpen />,
                onPress: () => void lift(row),
              },
            ]
      }
    />
  );
}
