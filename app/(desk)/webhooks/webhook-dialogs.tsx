'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Dialog } from '@/components/dialog';
import { toastSuccess } from '@/components/toasts';
import { routes } from '@/lib/core/routes';
import { EndpointForm, type IntegratorChoice } from './endpoint-form';
import { NewSecret } from './new-secret';
import { ReplayFailedForm } from './replay-failed-form';
import { RotateSecret } from './rotate-secret';
import { type EndpointItem, webhookReads } from './webhook-queries';

export type WebhookDialog =
  | { kind: 'add' }
  | { kind: 'edit' | 'rotate' | 'replayFailed'; endpoint: EndpointItem }
  /** A secret, shown here and nowhere else. */
  | { kind: 'secret'; id: number; secret: string; isNew: boolean };

type WebhookDialogsProps = {
  dialog: WebhookDialog | null;
  onChange: (dialog: WebhookDialog | null) => void;
  integrators?: IntegratorChoice[];
};

export function WebhookDialogs({ dialog, onChange, integrators = [] }: WebhookDialogsProps) {
  const t = useTranslations('webhooks');
  const router = useRouter();
  const queryClient = useQueryClient();
  const refresh = () => void queryClient.invalidateQueries({ queryKey: webhookReads });
  const close = () => onChange(null);
  const showSecret = (isNew: boolean) => (made: { id: number; secret: string }) => {
    refresh();
    onChange({ kind: 'secret', isNew, ...made });
  };
  const saved = () => {
    refresh();
    toastSuccess(t('done.updated'));
    close();
  };
  return (
    <Dialog
      title={dialog ? titleOf(dialog, t) : ''}
      isOpen={dialog !== null}
      onOpenChange={(isOpen) => !isOpen && close()}
      // A secret that is shown once is not lost to a press outside of the dialog.
      isSticky={dialog?.kind === 'secret'}
    >
      {dialog?.kind === 'add' && (
        <EndpointForm integrators={integrators} onCreated={showSecret(true)} onUpdated={saved} onCancel={close} />
      )}
      {dialog?.kind === 'edit' && (
        <EndpointForm
          endpoint={dialog.endpoint}
          integrators={integrators}
          onCreated={showSecret(true)}
          onUpdated={saved}
          onCancel={close}
        />
      )}
      {dialog?.kind === 'rotate' && (
        <RotateSecret id={dialog.endpoint.id} onDone={showSecret(false)} onCancel={close} />
      )}
      {dialog?.kind === 'replayFailed' && (
        <ReplayFailedForm
          endpoint={dialog.endpoint}
          onDone={() => {
            refresh();
            close();
          }}
          onCancel={close}
        />
      )}
      {dialog?.kind === 'secret' && (
        <NewSecret
          secret={dialog.secret}
          isNew={dialog.isNew}
          onDone={() => {
            close();
            if (dialog.isNew) router.push(routes.webhook(dialog.id));
          }}
        />
      )}
    </Dialog>
  );
}

function titleOf(dialog: WebhookDialog, t: ReturnType<typeof useTranslations<'webhooks'>>): string {
  switch (dialog.kind) {
    case 'add':
      return t('form.addTitle');
    case 'edit':
      return t('form.editTitle');
    case 'rotate':
      return t('rotate.title');
    case 'replayFailed':
      return t('replayFailed.title');
    case 'secret':
      return t(dialog.isNew ? 'secret.title' : 'secret.rotatedTitle');
  }
}
