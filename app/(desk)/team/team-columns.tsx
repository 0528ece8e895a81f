import type { useTranslations } from 'next-intl';
import type { TableColumn } from '@/components/data-table-types';
import { Instant } from '@/components/instant';
import { StatusBadge } from '@/components/status-badge';
import type { UserSummary } from '@/lib/domain/access/team/user-summary';
import type { useRoleName } from './use-role-name';

type Translate = ReturnType<typeof useTranslations<'team'>>;

export function teamColumns(
  t: Translate,
  nameOf: ReturnType<typeof useRoleName>,
  ownId: number,
): TableColumn<UserSummary>[] {
  return [
    {
      id: 'name',
      header: t('list.name'),
      cell: (user) => (
        <span className="font-medium">
          {user.name}
          {user.id === ownId && <span className="ms-1.5 font-normal text-muted">({t('list.you')})</span>}
        </span>
      ),
    },
    { id: 'email', header: t('list.email'), cell: (user) => user.email, onCard: true },
    {
      id: 'role',
      header: t('list.role'),
      cell: ({ role, roleName, integratorName }) =>
        integratorName === null
          ? nameOf(role, roleName)
          : t('list.partnerOf', { role: nameOf(role, roleName), name: integratorName }),
      onCard: true,
    },
    {
      id: 'state',
      header: t('list.state'),
      cell: (user) =>
        user.disabledAt ? (
          <StatusBadge tone="grey">{t('states.disabled')}</StatusBadge>
        ) : (
          <StatusBadge tone="green">{t('states.active')}</StatusBadge>
        ),
      onCard: true,
    },
    {
      id: 'secondFactor',
      header: t('list.secondFactor'),
      cell: (user) =>
        user.hasSecondFactor ? t('list.factorOn') : <span className="text-muted">{t('list.factorOff')}</span>,
    },
    {
      id: 'lastSeen',
      header: t('list.lastSeen'),
      cell: (user) =>
        user.lastSeenAt ? <Instant value={user.lastSeenAt} /> : <span className="text-muted">{t('list.never')}</span>,
      onCard: true,
    },
    { id: 'created', header: t('list.created'), cell: (user) => <Instant value={user.createdAt} />, hidden: true },
  ];
}
