'use client';

import { Pencil, Plus, Power, PowerOff, Trash2, Webhook } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import type { MenuAction } from '@/components/menu-button';
import { useShortcut } from '@/components/shortcuts';
import { whenNeeded } from '@/components/when-needed';
import { ExportButton } from '../export-button';
import { ListScreen } from '../list-screen';
import { useWholeList } from '../use-list';
import { endpointColumns, shortUrl } from './endpoint-columns';
import type { IntegratorChoice } from './endpoint-form';
import { useEndpointActions } from './use-endpoint-actions';
import type { WebhookDialog } from './webhook-dialogs';
import { type EndpointItem, endpointListQuery } from './webhook-queries';

const WebhookDialogs = whenNeeded(() => import('./webhook-dialogs').then((module) => module.WebhookDialogs));

type WebhookListProps = { initial: EndpointItem[]; integrators: IntegratorChoice[]; canWrite: boolean };

export function WebhookList({ initial, integrators, canWrite }: WebhookListProps) {
  const t = useTranslations('webhooks');
  const { data, tableOf } = useWholeList({ read: endpointListQuery, initial });
  const [dialog, setDialog] = useState<WebhookDialog | null>(null);
  const { change } = useEndpointActions();
  const columns = useMemo(() => endpointColumns(t), [t]);
  const add = () => setDialog({ kind: 'add' });
  useShortcut(canWrite ? 'n' : null, t('add'), add);
  const addButton = canWrite && (
    <Button look="primary" icon={<Plus />} onPress={add}>
      {t('add')}
    </Button>
  );

  const rowActions = (endpoint: EndpointItem): MenuAction[] => {
    const isOff = endpoint.disabledAt !== null;
    return [
      { id: 'edit', label: t('action.edit'), icon: <Pencil />, onPress: () => setDialog({ kind: 'edit', endpoint }) },
      {
        id: 'switch',
        label: t(isOff ? 'action.switchOn' : 'action.switchOff'),
        icon: isOff ? <Power /> : <PowerOff />,
        onPress: () => change(isOff ? 'switchOn' : 'switchOff', endpoint.id),
      },
      {
        id: 'delete',
        label: t('action.delete'),
        icon: <Trash2 />,
        tone: 'danger',
        onPress: () => change('delete', endpoint.id),
      },
    ];
  };

  return (
    <>
      <ListScreen
        title={t('title')}
        header={{ subtitle: t('subtitle'), action: data.length > 0 && addButton }}
        name="webhooks"
        list={{ table: tableOf(data) }}
        columns={columns}
        exportControl={<ExportButton address="/api/desk/webhooks/exports" kind="webhooks" filter={{}} />}
        rowId={({ id }) => id}
        rowName={({ url }) => shortUrl(url)}
        empty={
          <EmptyState title={t('empty.title')} icon={<Webhook />} action={addButton}>
            {t('empty.text')}
          </EmptyState>
        }
        {...(canWrite ? { rowActions } : {})}
      />
      <WebhookDialogs dialog={dialog} onChange={setDialog} integrators={integrators} />
    </>
  );
}
