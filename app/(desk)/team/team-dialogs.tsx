'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Dialog } from '@/components/dialog';
import { ChangeRoleForm } from './change-role-form';
import { HandOverLink } from './hand-over-link';
import { InviteForm } from './invite-form';
import { ResetPasswordForm } from './reset-password-form';
import { dialogOf, type TeamDialog } from './team-dialog';

type TeamDialogsProps = { dialog: TeamDialog | null; onChange: (dialog: TeamDialog | null) => void };

export function TeamDialogs({ dialog, onChange }: TeamDialogsProps) {
  const t = useTranslations('team');
  const queryClient = useQueryClient();
  const close = () => onChange(null);
  const done = (next: TeamDialog | null) => {
    void queryClient.invalidateQueries({ queryKey: ['team'] });
    onChange(next);
  };
  return (
    <Dialog
      title={dialog ? titleOf(dialog, t) : ''}
      isOpen={dialog !== null}
      onOpenChange={(isOpen) => !isOpen && close()}
      // A link that is shown once is not lost to a press outside of the dialog.
      isSticky={dialog?.kind === 'link'}
    >
      {dialog?.kind === 'invite' && (
        <InviteForm
          onDone={(invited) => done(dialogOf(invited.name, invited, t('invited', { name: invited.name })))}
          onCancel={close}
        />
      )}
      {dialog?.kind === 'role' && <ChangeRoleForm user={dialog.user} onDone={() => done(null)} onCancel={close} />}
      {dialog?.kind === 'reset' && (
        <ResetPasswordForm
          user={dialog.user}
          onDone={(link) => done(dialogOf(dialog.user.name, link, t('passwordReset', { name: dialog.user.name })))}
          onCancel={close}
        />
      )}
      {dialog?.kind === 'link' && <HandOverLink path={dialog.path} reason={dialog.reason} onDone={close} />}
    </Dialog>
  );
}

function titleOf(dialog: TeamDialog, t: ReturnType<typeof useTranslations<'team'>>): string {
  switch (dialog.kind) {
    case 'invite':
      return t('form.addTitle');
    case 'role':
      return t('form.roleTitle', { name: dialog.user.name });
    case 'reset':
      return t('form.resetTitle', { name: dialog.user.name });
    case 'link':
      return t('link.title', { name: dialog.name });
  }
}
