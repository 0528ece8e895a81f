'use client';

import { KeyRound, Pencil, Power, PowerOff, RotateCcw, Send, Trash2 } from 'lucide-react';
import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { Button } from '@/components/button';
import type { MenuAction } from '@/components/menu-button';
import { PageHeader } from '@/components/page-header';
import { routes } from '@/lib/core/routes';
import { formatInstant } from '@/lib/core/time';
import { EndpointStateBadge } from '../endpoint-state';
import type { useEndpointActions } from '../use-endpoint-actions';
import type { WebhookDialog } from '../webhook-dialogs';
import type { EndpointItem } from '../webhook-queries';

type EndpointHeaderProps = {
  endpoint: EndpointItem;
  actions: ReturnType<typeof useEndpointActions>;
  canWrite: boolean;
  onDialog: (dialog: WebhookDialog) => void;
};

export function EndpointHeader({ endpoint, actions, canWrite, onDialog }: EndpointHeaderProps) {
  const t = useTranslations('webhooks');
  const { id, state, url, description } = endpoint;
  const isDeleted = state === 'deleted';
  const isOff = endpoint.disabledAt !== null;
  const open = (kind: 'edit' | 'rotate' | 'replayFailed') => () => onDialog({ kind, endpoint });
  const menu: MenuAction[] = [
    { id: 'edit', label: t('action.edit'), icon: <Pencil />, onPress: open('edit') },
    {
      id: 'replay',
      label: t('action.replayFailed'),
      icon: <RotateCcw />,
      onPress: open('replayFailed'),
      isDisabled: isOff,
    },
    { id: 'rotate', label: t('action.rotate'), icon: <KeyRound />, onPress: open('rotate') },
    {
      id: 'switch',
      label: t(isOff ? 'action.switchOn' : 'action.switchOff'),
      icon: isOff ? <Power /> : <PowerOff />,
      onPress: () => actions.change(isOff ? 'switchOn' : 'switchOff', id),
    },
    {
      id: 'delete',
      label: t('action.delete'),
      icon: <Trash2 />,
      tone: 'danger',
      onPress: () => actions.change('delete', id),
    },
  ];
  return (
    <>
      <PageHeader
        title={description ?? new URL(url).host}
        breadcrumb={[{ label: t('title'), href: routes.webhooks() }]}
        badge={<EndpointStateBadge state={state} />}
        action={canWrite && <MainAction endpoint={endpoint} actions={actions} />}
        {...(canWrite && !isDeleted ? { menu } : {})}
      />
      <EndpointNotes endpoint={endpoint} />
    </>
  );
}

function MainAction({
  endpoint: { id, state, disabledAt },
  actions,
}: Pick<EndpointHeaderProps, 'endpoint' | 'actions'>) {
  const t = useTranslations('webhooks.action');
  if (state === 'deleted') {
    return (
      <Button look="primary" icon={<RotateCcw />} onPress={() => actions.change('restore', id)}>
        {t('restore')}
      </Button>
    );
  }
  if (disabledAt !== null) {
    return (
      <Button look="primary" icon={<Power />} onPress={() => actions.change('switchOn', id)}>
        {t('switchOn')}
      </Button>
    );
  }
  return (
    <Button look="primary" icon={<Send />} onPress={() => actions.test(id)} isPending={actions.isTesting}>
      {t('test')}
    </Button>
  );
}

const noteLooks = {
  failing: 'bg-warning-soft text-warning-soft-foreground',
  flagged: 'bg-danger-soft text-danger-soft-foreground',
  gone: 'bg-danger-soft text-danger-soft-foreground',
  disabled: 'bg-default',
  deleted: 'bg-default',
};

/** What is wrong with it, in words. */
export function EndpointNotes({ endpoint }: Pick<EndpointHeaderProps, 'endpoint'>) {
  const t = useTranslations('webhooks.note');
  const locale = useLocale();
  const timeZone = useTimeZone();
  const exact = (at: string | null) =>
    at ? formatInstant(at, { locale, zone: true, ...(timeZone ? { timeZone } : {}) }) : '';
  const { state, failingSince, pausedUntil, disabledAt, oldSecretUntil } = endpoint;
  return (
    <>
      {state !== 'active' && (
        <p role="note" className={`mb-4 rounded-lg p-3 ${noteLooks[state]}`}>
          {t(state, { since: exact(state === 'failing' || state === 'flagged' ? failingSince : disabledAt) })}
          {pausedUntil &&
            (state === 'failing' || state === 'flagged') &&
            ` ${t('paused', { until: exact(pausedUntil) })}`}
        </p>
      )}
      {oldSecretUntil && (
        <p role="note" className="mb-4 rounded-lg bg-accent-soft p-3 text-accent-soft-foreground">
          {t('oldSecret', { until: exact(oldSecretUntil) })}
        </p>
      )}
    </>
  );
}
