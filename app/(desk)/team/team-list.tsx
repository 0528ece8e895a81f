'use client';

import { KeyRound, ShieldOff, UserCheck, UserCog, UserPlus, UserX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { Button, LinkButton } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import type { InPlace } from '@/components/in-place-link';
import { useShortcut } from '@/components/shortcuts';
import { whenNeeded } from '@/components/when-needed';
import { routes } from '@/lib/core/routes';
import { userFilters } from '@/lib/domain/access/team/filters';
import type { InvitationSummary } from '@/lib/domain/access/team/list-invitations';
import type { UserPage } from '@/lib/domain/access/team/list-users';
import type { UserSummary } from '@/lib/domain/access/team/user-summary';
import { roles as builtIn } from '@/lib/platform/context/roles';
import { fieldFilters } from '../_fields/field-filters';
import { asQuery } from '../_fields/filter-params';
import { useFilterWords } from '../_fields/use-filter-words';
import { ExportButton } from '../export-button';
import { ListScreen } from '../list-screen';
import { usePages } from '../use-list';
import { Invitations } from './invitations';
import { exportedTeam, type TeamParams, teamParams, teamQuery } from './search-params';
import { teamColumns } from './team-columns';
import type { TeamDialog } from './team-dialog';
import { useDisabling } from './use-disabling';
import { useRoleName } from './use-role-name';
import { useRoles } from './use-roles';

const ResetFactorsDialog = whenNeeded(() =>
  import('./reset-factors-dialog').then((module) => module.ResetFactorsDialog),
);
const TeamDialogs = whenNeeded(() => import('./team-dialogs').then((module) => module.TeamDialogs));

type TeamListProps = {
  initial: UserPage;
  initialParams: TeamParams;
  invitations: InvitationSummary[];
  readAt: string;
  ownId: number;
  canWrite: boolean;
};

export function TeamList({ initial, initialParams, invitations, readAt, ownId, canWrite }: TeamListProps) {
  const t = useTranslations('team');
  const filterWords = useFilterWords(userFilters, 'team');
  const { to, data, tableOf, ...list } = usePages({
    params: teamParams,
    start: { page: null },
    initial,
    initialParams,
    read: (params) => {
      const query = teamQuery(params);
      return {
        queryKey: ['team', query],
        queryFn: (): Promise<UserPage> => read(deskClient.team.$get({ query: asQuery(query) })),
      };
    },
    history: 'replace',
  });
  const [dialog, setDialog] = useState<TeamDialog | null>(null);
  const [lost, setLost] = useState<UserSummary | null>(null);
  const { disable, enable } = useDisabling();
  const nameOf = useRoleName();
  const roles = useRoles();
  const named = (roles.length > 0 ? roles : builtIn.map((ref) => ({ ref, name: null }))).map(({ ref, name }) => ({
    value: ref,
    label: nameOf(ref, name),
  }));
  const columns = useMemo(() => teamColumns(t, nameOf, ownId), [t, nameOf, ownId]);
  const add = () => setDialog({ kind: 'invite' });
  useShortcut(canWrite ? 'n' : null, t('add'), add);

  const rowActions = (user: UserSummary) => [
    { id: 'role', label: t('actions.changeRole'), icon: <UserCog />, onPress: () => setDialog({ kind: 'role', user }) },
    // One's own is changed under the account, and who is disabled could not sign in with another.
    ...(user.disabledAt || user.id === ownId ? [] : [resetAction(user)]),
    ...(user.hasSecondFactor
      ? [{ id: 'factors', label: t('actions.resetFactors'), icon: <ShieldOff />, onPress: () => setLost(user) }]
      : []),
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

  function resetAction(user: UserSummary) {
    const onPress = () => setDialog({ kind: 'reset', user });
    return { id: 'password', label: t('actions.resetPassword'), icon: <KeyRound />, onPress };
  }

  return (
    <>
      <ListScreen
        title={t('title')}
        header={{
          subtitle: t('subtitle'),
          action: (
            <>
              <LinkButton href={routes.roles()}>{t('roleList')}</LinkButton>
              {canWrite && (
                <Button look="primary" icon={<UserPlus />} onPress={add}>
                  {t('add')}
                </Button>
              )}
            </>
          ),
        }}
        name="team"
        list={{
          ...list,
          table: tableOf(data?.rows ?? []),
          ...(data ? { paging: pagesOf(data, (page) => to({ page })) } : {}),
        }}
        columns={columns}
        rowId={(user) => user.id}
        rowName={(user) => user.name}
        empty={<EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>}
        search={{ param: 'search', placeholder: t('search') }}
        filters={[
          { param: 'role', label: t('filter.role'), options: named },
          ...fieldFilters(userFilters, filterWords),
        ]}
        exportControl={<ExportButton address="/api/desk/team/exports" kind="team" filter={exportedTeam(list.params)} />}
        {...(canWrite ? { rowActions } : {})}
        summary={data && t('list.summary', rangeOf(data))}
      >
        <Invitations initial={invitations} readAt={readAt} canWrite={canWrite} onDialog={setDialog} />
      </ListScreen>
      {lost && <ResetFactorsDialog user={lost} onClose={() => setLost(null)} />}
      <TeamDialogs dialog={dialog} onChange={setDialog} />
    </>
  );
}

function pagesOf({ total, page, pageSize }: UserPage, toPage: (page: number) => InPlace) {
  return {
    previous: page > 1 ? toPage(page - 1) : undefined,
    next: page * pageSize < total ? toPage(page + 1) : undefined,
  };
}

function rangeOf({ rows, total, page, pageSize }: UserPage) {
  const from = (page - 1) * pageSize + 1;
  return { from, to: from + rows.length - 1, total };
}
