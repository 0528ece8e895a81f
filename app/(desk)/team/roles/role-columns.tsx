import type { useTranslations } from 'next-intl';
import type { TableColumn } from '@/components/data-table-types';
import { Link } from '@/components/link';
import { routes } from '@/lib/core/routes';
import type { RoleSummary } from '@/lib/domain/access/roles/list-roles';
import { furtherPermissions } from '@/lib/platform/context/permission-names';
import type { useRoleName } from '../use-role-name';

type Translate = ReturnType<typeof useTranslations<'roles'>>;

export function roleColumns(t: Translate, nameOf: ReturnType<typeof useRoleName>): TableColumn<RoleSummary>[] {
  return [
    {
      id: 'name',
      header: t('list.name'),
      cell: (role) => (
        <span className="font-medium wrap-anywhere">
          {nameOf(role.ref, role.name)}
          {role.id === null && <span className="ms-1.5 font-normal text-muted">({t('list.builtIn')})</span>}
        </span>
      ),
    },
    {
      id: 'rights',
      header: t('list.rights'),
      cell: (role) => <span className="whitespace-normal">{rightsOf(role, t)}</span>,
      onCard: true,
      className: 'md:w-1/2',
    },
    { id: 'people', header: t('list.people'), cell: (role) => <People role={role} t={t} />, onCard: true },
  ];
}

function rightsOf({ permissions }: RoleSummary, t: Translate): string {
  const further = furtherPermissions.filter((name) => permissions.includes(name));
  if (further.length === furtherPermissions.length) return t('list.everything');
  return further.length === 0 ? t('list.nothing') : further.map((name) => t(`rights.${name}`)).join(' · ');
}

function People({ role, t }: { role: RoleSummary; t: Translate }) {
  if (role.people === 0) return <span className="text-muted">{t('list.nobody')}</span>;
  const more = role.people - role.names.length;
  return (
    <Link
      href={routes.teamWith({ role: role.ref })}
      className="rounded-sm whitespace-normal wrap-anywhere hover:underline"
    >
      {role.names.join(', ')}
      {more > 0 && ` ${t('list.more', { count: more })}`}
    </Link>
  );
}
