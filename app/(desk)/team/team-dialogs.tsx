'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Dialog } from '@/components/dialog';
import type { UserSummary } from '@/lib/domain/access/team/user-summary';
import { AddMemberForm } from './add-member-form';
import { ChangeRoleForm } from './change-role-form';
import { NewPassword } from './new-password';
import { ResetPasswordForm } from './reset-password-form';

export type TeamDialog =
  | { kind: 'add' }
  | { kind: 'role' | 'reset'; user: UserSummary }
  /** A generated password, shown here and nowhere else. */
  | { kind: 'password'; name: string; password: string };

type TeamDialogsProps = { dialog: TeamDialog | null; onChange: (dialog: TeamDialog | null) => void };

export function TeamDialogs({ dialog, onChange }: TeamDialogsProps) {
  const t = useTranslations('team');
  const queryClient = useQueryClient();
  const close = () => onChange(null);
  const done = (name: string, generatedPassword?: string | undefined) => {
    void queryClient.invalidateQueries({ queryKey: ['team'] });
    onChange(generatedPassword ? { kind: 'password', name, password: generatedPassword } : null);
  };
  return (
    <Dialog
      title={dialog ? titleOf(dialog, t) : ''}
      isOpen={dialog !== null}
      onOpenChange={(isOpen) => !isOpen && close()}
      // A password that is shown once is not lost to a press outside of the dialog.
      isSticky={dialog?.kind === 'password'}
    >
      {dialog?.kind === 'add' && <AddMemberForm onDone={done} onCancel={close} />}
      {dialog?.kind === 'role' && <ChangeRoleForm user={dialog.user} onDone={done} onCancel={close} />}
      {dialog?.kind === 'reset' && <ResetPasswordForm user={dialog.user} onDone={done} onCancel={close} />}
      {dialog?.kind === 'password' && <NewPassword password={dialog.password} onDone={close} />}
    </Dialog>
  );
}

function titleOf(dialog: TeamDialog, t: ReturnType<typeof useTranslations<'team'>>): string {
  switch (dialog.kind) {
    case 'add':
      return t('form.addTitle');
    case 'role':
      return t('form.roleTitle', { name: dialog.user.name });
    case 'reset':
      return t('form.resetTitle', { name: dialog.user.name });
    case 'password':
      return t('password.title', { name: dialog.name });
  }
}
