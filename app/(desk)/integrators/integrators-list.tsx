'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Building2, KeyRound, Power, PowerOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { useShortcut } from '@/components/shortcuts';
import { whenNeeded } from '@/components/when-needed';
import type { IntegratorSummary } from '@/lib/domain/access/integrators/list-integrators';
import { ExportButton } from '../export-button';
import { ListScreen } from '../list-screen';
import { useWholeList } from '../use-list';
import { useCreditDialogs } from './credit-dialogs';
import { integratorColumns } from './integrator-columns';
import type { KeyDialog } from './key-dialogs';
import { useIntegratorSwitch } from './use-integrator-switch';

const KeyDialogs = whenNeeded(() => import('./key-dialogs').then((module) => module.KeyDialogs));

type IntegratorsListProps = { initial: { rows: IntegratorSummary[] }; canWrite: boolean; seesMoney: boolean };

export function IntegratorsList({ initial, canWrite, seesMoney }: IntegratorsListProps) {
  const t = useTranslations('integrators');
  const queryClient = useQueryClient();
  const { data, tableOf } = useWholeList({
    read: { queryKey: ['integrators'], queryFn: () => read(deskClient.integrators.$get()) },
    initial,
  });
  const columns = useMemo(() => integratorColumns(t), [t]);
  const [keyDialog, setKeyDialog] = useState<KeyDialog | null>(null);
  const makeKey = () => setKeyDialog({ kind: 'form', name: '', seesMoney });
  useShortcut(canWrite ? 'n' : null, t('new'), makeKey);
  const onChanged = () => void queryClient.invalidateQueries({ queryKey: ['integrators'] });
  const { creditActions, creditDialog } = useCreditDialogs(onChanged);
  const setDisabled = useIntegratorSwitch();
  const newKeyButton = canWrite && (
    <Button look="primary" icon={<KeyRound />} onPress={makeKey}>
      {t('new')}
    </Button>
  );

  return (
    <>
      <ListScreen
        title={t('title')}
        header={{ subtitle: t('subtitle'), action: data.rows.length > 0 && newKeyButton }}
        name="integrators"
        list={{ table: tableOf(data.rows) }}
        columns={columns}
        exportControl={<ExportButton address="/api/desk/integrators/exports" kind="integrators" filter={{}} />}
        rowId={(integrator) => integrator.id}
        rowName={(integrator) => integrator.name}
        empty={
          <EmptyState icon={<Building2 />} title={t('emptyTitle')} action={newKeyButton}>
            {t('emptyText')}
          </EmptyState>
        }
        {...(canWrite
          ? {
              rowActions: (integrator: IntegratorSummary) => [
                ...creditActions(integrator),
                {
                  id: 'key',
                  label: t('new'),
                  icon: <KeyRound />,
                  onPress: () => setKeyDialog({ kind: 'form', name: integrator.name, seesMoney }),
                },
                integrator.disabled
                  ? {
                      id: 'enable',
                      label: t('actions.enable'),
                      icon: <Power />,
                      onPress: () => void setDisabled(integrator, false),
                    }
                  : {
                      id: 'disable',
                      label: t('actions.disable'),
                      icon: <PowerOff />,
                      onPress: () => void setDisabled(integrator, true),
                    },
              ],
            }
          : {})}
      />
      <KeyDialogs dialog={keyDialog} onChange={setKeyDialog} onMade={onChanged} />
      {creditDialog}
    </>
  );
}
