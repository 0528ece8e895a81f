'use client';

import { useTranslations } from 'next-intl';
import { refusalText } from '@/app/session/refusal-text';
import { useAction } from '@/app/session/use-action';
import { ConfirmDialog, Dialog } from '@/components/dialog';
import { toastError, toastSuccess } from '@/components/toasts';
import type { PasskeySummary } from '@/lib/domain/access/factors/get-own-factors';
import { deletePasskeyAction, removeTotpAction } from './actions';
import { AddPasskeyForm, RenamePasskeyForm } from './passkey-forms';
import { RecoveryCodes } from './recovery-codes';
import { SetUpTotp } from './set-up-totp';

type RemovalDialog = { kind: 'remove-totp' } | { kind: 'delete'; passkey: PasskeySummary };

export type FactorDialog =
  | { kind: 'totp' | 'passkey' }
  | { kind: 'rename'; passkey: PasskeySummary }
  /** Recovery codes, in the one place where they are ever seen. */
  | { kind: 'codes'; codes: string[] }
  | RemovalDialog;

type FactorDialogsProps = {
  dialog: FactorDialog | null;
  /** Something changed; with the recovery codes that came with it. */
  onDone: (codes?: string[] | null) => void;
  onClose: () => void;
};

export function FactorDialogs({ dialog, onDone, onClose }: FactorDialogsProps) {
  const t = useTranslations('factors');
  if (dialog?.kind === 'delete' || dialog?.kind === 'remove-totp') {
    return <Removal dialog={dialog} onDone={() => onDone()} onClose={onClose} />;
  }
  return (
    <Dialog
      title={dialog ? t(`dialogs.${dialog.kind}`) : ''}
      isOpen={dialog !== null}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      // Codes that are shown once are not lost to a press next to the dialog.
      isSticky={dialog?.kind === 'codes'}
    >
      {dialog?.kind === 'totp' && <SetUpTotp onDone={onDone} onCancel={onClose} />}
      {dialog?.kind === 'passkey' && <AddPasskeyForm onDone={onDone} onCancel={onClose} />}
      {dialog?.kind === 'rename' && (
        <RenamePasskeyForm passkey={dialog.passkey} onDone={() => onDone()} onCancel={onClose} />
      )}
      {dialog?.kind === 'codes' && <RecoveryCodes codes={dialog.codes} onDone={() => onDone()} />}
    </Dialog>
  );
}

type RemovalProps = {
  dialog: RemovalDialog;
  onDone: () => void;
  onClose: () => void;
};

function Removal({ dialog, onDone, onClose }: RemovalProps) {
  const t = useTranslations('factors');
  const after = {
    onSuccess: (result: Awaited<ReturnType<typeof removeTotpAction>>) => {
      if (result.ok) {
        toastSuccess(t('removed'));
        return onDone();
      }
      toastError(refusalText(result));
      onClose();
    },
    onError: () => toastError(t('failed')),
  };
  const removeTotp = useAction(removeTotpAction, after);
  const deletePasskey = useAction(deletePasskeyAction, after);
  const passkey = 'passkey' in dialog ? dialog.passkey : null;
  return (
    <ConfirmDialog
      title={passkey ? t('passkeys.deleteTitle', { name: passkey.name }) : t('totp.removeTitle')}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      confirmLabel={t(passkey ? 'passkeys.deleteConfirm' : 'totp.remove')}
      isPending={removeTotp.isPending || deletePasskey.isPending}
      onConfirm={() => (passkey ? deletePasskey.mutate({ passkeyId: passkey.id }) : removeTotp.mutate({}))}
    >
      <p className="text-muted text-pretty">{t(passkey ? 'passkeys.deleteText' : 'totp.removeText')}</p>
    </ConfirmDialog>
  );
}
