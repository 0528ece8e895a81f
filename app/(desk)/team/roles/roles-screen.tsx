'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Pencil, ShieldPlus, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { useShortcut } from '@/components/shortcuts';
import { whenNeeded } from '@/components/when-needed';
import { routes } from '@/lib/core/routes';
import type { RoleSummary } from '@/lib/domain/access/roles/list-roles';
import { ExportButton } from '../../export-button';
import { ListScreen } from '../../list-screen';
import { useWholeList } from '../../use-list';
import { useRoleName } from '../use-role-name';
import { rolesRead } from '../use-roles';
import { roleColumns } from './role-columns';

const DeleteRoleDialog = whenNeeded(() => import('./delete-role-dialog').then((module) => module.DeleteRoleDialog));
const RoleDialog = whenNeeded(() => import('./role-dialog').then((module) => module.RoleDialog));

type RolesScreenProps = { initial: { rows: RoleSummary[] }; canWrite: boolean };
type Open = { kind: 'form'; role: RoleSummary | null } | { kind: 'delete'; role: RoleSummary };

export function RolesScreen({ initial, canWrite }: RolesScreenProps) {
  const t = useTranslations('roles');
  const team = useTranslations('team');
  const queryClient = useQueryClient();
  const { data, tableOf } = useWholeList({ read: rolesRead, initial });
  const nameOf = useRoleName();
  const columns = useMemo(() => roleColumns(t, nameOf), [t, nameOf]);
  const [open, setOpen] = useState<Open | null>(null);
  const make = () => setOpen({ kind: 'form', role: null });
  useShortcut(canWrite ? 'n' : null, t('new'), make);
  const close = () => setOpen(null);
  const onDone = () => void queryClient.invalidateQueries({ queryKey: ['team'] });
  const canGive = new Set(data.rows.filter((role) => role.canGive).flatMap(({ permissions }) => permissions));

  return (
    <>
      <ListScreen
        title={t('title')}
        header={{
          subtitle: t('subtitle'),
          breadcrumb: [{ label: team('title'), href: routes.team() }],
          action: canWrite && (
            <Button look="primary" icon={<ShieldPlus />} onPress={make}>
              {t('new')}
            </Button>
          ),
        }}
        name="roles"
        list={{ table: tableOf(data.rows) }}
        columns={columns}
        exportControl={<ExportButton address="/api/desk/team/roles/exports" kind="roles" filter={{}} />}
        rowId={({ ref }) => ref}
        rowName={({ ref, name }) => nameOf(ref, name)}
        empty={<EmptyState title={t('title')}>{t('subtitle')}</EmptyState>}
        {...(canWrite
          ? {
              rowActions: (role: RoleSummary) =>
                role.id === null || !role.canGive
                  ? []
                  : [
                      {
                        id: 'change',
                        label: t('actions.change'),
                        icon: <Pencil />,
                        onPress: () => setOpen({ kind: 'form', role }),
                      },
                      {
                        id: 'delete',
                        label: t('actions.delete'),
                        icon: <Trash2 />,
                        tone: 'danger' as const,
                        onPress: () => setOpen({ kind: 'delete', role }),
                      },
                    ],
            }
          : {})}
      />
      {open?.kind === 'form' && <RoleDialog role={open.role} canGive={canGive} onClose={close} onDone={onDone} />}
      {open?.kind === 'delete' && (
        <DeleteRoleDialog role={open.role} roles={data.rows} onClose={close} onDone={onDone} />
      )}
    </>
  );
}
