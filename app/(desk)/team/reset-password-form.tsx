'use client';

import { useTranslations } from 'next-intl';
import { useAction } from '@/app/session/use-action';
import { DialogBar } from '@/components/dialog-bar';
import { Form, showServerErrors, useSchemaForm } from '@/components/form';
import { PasswordField } from '@/components/password-field';
import { toastSuccess } from '@/components/toasts';
import { resetPasswordInput } from '@/lib/domain/access/team/schemas';
import type { UserSummary } from '@/lib/domain/access/team/user-summary';
import { resetPasswordAction } from './actions';

type ResetPasswordFormProps = {
  user: UserSummary;
  onDone: (name: string, generatedPassword: string | undefined) => void;
  onCancel: () => void;
};

export function ResetPasswordForm({ user, onDone, onCancel }: ResetPasswordFormProps) {
  const t = useTranslations('team');
  const form = useSchemaForm(resetPasswordInput, { userId: user.id, password: '' });
  // Nothing of the answer is kept: it may hold a password.
  const { mutateAsync } = useAction(resetPasswordAction, { gcTime: 0 });
  return (
    <Form
      form={form}
      guard={false}
      className="flex flex-col gap-5 pt-2"
      onSubmit={async (values) => {
        const result = await mutateAsync(values);
        if (!result.ok) return showServerErrors(form, result);
        toastSuccess(t('passwordReset', { name: user.name }));
        onDone(user.name, result.value.generatedPassword);
      }}
    >
      <p className="text-muted">{t('form.resetText')}</p>
      <PasswordField
        control={form.control}
        name="password"
        label={t('form.password')}
        help={t('form.passwordHelp')}
        autoComplete="new-password"
        optional
      />
      <DialogBar label={t('form.submitReset')} onCancel={onCancel} />
    </Form>
  );
}
