'use client';

import { useQueryClient } from '@tanstack/react-query';
import { MessageSquare, MessageSquareOff, Power, PowerOff } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { PageHeader } from '@/components/page-header';
import { TabsNav } from '@/components/tabs-nav';
import { routes } from '@/lib/core/routes';
import type { IntegratorSummary } from '@/lib/domain/access/integrators/list-integrators';
import { useCreditDialogs } from '../credit-dialogs';
import { IntegratorStateBadge } from '../integrator-columns';
import { useIntegratorSwitch } from '../use-integrator-switch';
import { useMessageSwitch } from '../use-message-switch';

type IntegratorFrameProps = {
  integrator: IntegratorSummary;
  canWrite: boolean;
  /** The primary action of the page. */
  action?: ReactNode;
  children: ReactNode;
};

/** Name, state, actions and tabs of one company, around every page of it. */
export function IntegratorFrame({ integrator, canWrite, action, children }: IntegratorFrameProps) {
  const t = useTranslations('integrators');
  const router = useRouter();
  const queryClient = useQueryClient();
  const refresh = () => {
    void queryClient.invalidateQueries({ queryKey: ['integrators'] });
    router.refresh();
  };
  const { creditActions, creditDialog } = useCreditDialogs(refresh);
  const setDisabled = useIntegratorSwitch();
  const setMessages = useMessageSwitch();
  const { id, name, disabled, customerMessages } = integrator;
  const switchAction = disabled
    ? { id: 'enable', label: t('actions.enable'), icon: <Power /> }
    : { id: 'disable', label: t('actions.disable'), icon: <PowerOff /> };
  const messageAction = customerMessages
    ? { id: 'stopMessages', label: t('actions.stopMessages'), icon: <MessageSquareOff /> }
    : { id: 'sendMessages', label: t('actions.sendMessages'), icon: <MessageSquare /> };
  const after = (change: Promise<void>) => void change.then(() => router.refresh());
  const menu = [
    ...creditActions(integrator),
    { ...messageAction, onPress: () => after(setMessages(integrator, !customerMessages)) },
    { ...switchAction, onPress: () => after(setDisabled(integrator, !disabled)) },
  ];
  return (
    <>
      <PageHeader
        title={name}
        breadcrumb={[{ label: t('title'), href: routes.integrators() }]}
        badge={<IntegratorStateBadge t={t} integrator={integrator} />}
        action={action}
        {...(canWrite ? { menu } : {})}
      />
      {disabled && (
        <p role="note" className="mb-4 rounded-lg bg-default p-3">
          {t('one.off')}
        </p>
      )}
      <TabsNav
        label={t('one.tabs')}
        tabs={[
          { href: routes.integrator(id), label: t('one.overview') },
          { href: routes.integratorStatement(id), label: t('one.statement') },
        ]}
      />
      {children}
      {creditDialog}
    </>
  );
}
