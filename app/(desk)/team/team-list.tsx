'use client';

import { KeyRound, UserCheck, UserCog, UserPlus, UserX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { Button } from '@/components/button';
import { DataTable } from '@/components/data-table';
import type { AppliedFilter } from '@/components/data-table-types';
import { EmptyState } from '@/components/empty-state';
import { FilterMenu } from '@/components/filter-menu';
import type { InPlace } from '@/components/in-place-link';
import { PageHeader } from '@/components/page-header';
import { useShortcut } from '@/components/shortcuts';
import type { UserPage } from '@/lib/domain/access/team/list-users';
import { userStates } from '@/lib/domain/access/team/schemas';
import type { UserSummary } from '@/lib/domain/access/team/user-summary';
import { roles } from '@/lib/platform/context/roles';
import { usePages } from '../use-list';
import { type TeamParams, teamParams, teamQuery } from './search-params';
import { teamColumns } from './team-columns';
import { type TeamDialog, TeamDialogs } from './team-dialogs';
import { useDisabling } from './use-disabling';

type TeamListProps = { initial: UserPage; initialParams: TeamParams; ownId: number };

export function TeamList({ initial, initialParams, ownId }: TeamListProps) {
  const t = useTranslations('team');
  const { params, to, narrow, data, tableOf } = usePages({
    params: teamParams,
    start: { page: null },
    initial,
    initialParams,
    read: (params) => {
      const query = teamQuery(params);
      return {
        queryKey: ['team', query],
        queryFn: (): Promise<UserPage> => read(deskClient.team.$get({ query: { ...query, page: String(query.page) } })),
      };
    },
    history: 'replace',
  });
  const [dialog, setDialog] = useState<TeamDialog | null>(null);
  const { disable, enable } = useDisabling();
  const columns = useMemo(() => teamColumns(t, ownId), [t, ownId]);
  const add = () => setDialog({ kind: 'add' });
  useShortcut('n', t('add'), add);

  const rowActions = (user: UserSummary) => [
    { id: 'role', label: t('actions.changeRole'), icon: <UserCog />, onPress: () => setDialog({ kind: 'role', user }) },
    {
      id: 'password',
      label: t('actions.resetPassword'),
      icon: <KeyRound />,
      onPress: () => setDialog({ kind: 'reset', user }),
    },
    user.disabledAt
      ? { id: 'enable', label: t('actions.enable'), icon: <UserCheck />, onPress: () => enable(user) }
      : {
          id: 'disable',
          label: t('actions.disable'),
          icon: <UserX />,
          tone: 'danger' as const,
          onPress: () => disable(user),
        },
  ];

  const filters: AppliedFilter[] = [
    ...(params.role ? [chip('role', t(`roles.${params.role}.name`), narrow({ role: null }))] : []),
    ...(params.state ? [chip('state', t(`states.${params.state}`), narrow({ state: null }))] : []),
  ];
  function chip(id: 'role' | 'state', value: string, remove: InPlace): AppliedFilter {
    return { id, label: t(`filters.${id}`), value, remove };
  }

  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        action={
          <Button look="primary" icon={<UserPlus />} onPress={add}>
            {t('add')}
          </Button>
        }
      />
      <DataTable
        label={t('title')}
        name="team"
        columns={columns}
        {...tableOf(data?.rows ?? [])}
        rowId={(user) => user.id}
        rowName={(user) => user.name}
        empty={<EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>}
        search={{
          value: params.search,
          onChange: (search) => narrow({ search }).onFollow(),
          placeholder: t('search'),
        }}
        filterControls={
          <>
            <FilterMenu
              label={t('filters.role')}
              options={roles.map((value) => ({ value, label: t(`roles.${value}.name`) }))}
              value={params.role}
              to={(role) => narrow({ role })}
            />
            <FilterMenu
              label={t('filters.state')}
              options={userStates.map((value) => ({ value, label: t(`states.${value}`) }))}
              value={params.state}
              to={(state) => narrow({ state })}
            />
          </>
        }
        filters={filters}
        clear={narrow({ search: null, role: null, state: null })}
        rowActions={rowActions}
        {...(data ? { paging: pagingOf(data, (page) => to({ page }), t) } : {})}
      />
      <TeamDialogs dialog={dialog} onChange={setDialog} />
    </>
  );
}

type Translate = ReturnType<typeof useTranslations<'team'>>;

function pagingOf({ rows, total, page, pageSize }: UserPage, toPage: (page: number) => InPlace, t: Translate) {
  const from = (page - 1) * pageSize + 1;
  return {
    previous: page > 1 ? toPage(page - 1) : undefined,
    next: page * pageSize < total ? toPage(page + 1) : undefined,
    summary: t('list.summary', { from, to: from + rows.length - 1, total }),
  };
}
