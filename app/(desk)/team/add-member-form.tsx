'use client';

import { useTranslations } from 'next-intl';
import { useAction } from '@/app/session/use-action';
import { DialogBar } from '@/components/dialog-bar';
import { Form, showServerErrors, useSchemaForm } from '@/components/form';
import { PasswordField } from '@/components/password-field';
import { TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import { createUserInput } from '@/lib/domain/access/team/schemas';
import { createUserAction } from './actions';
import { RoleField } from './role-field';

type AddMemberFormProps = {
  onDone: (name: string, generatedPassword: string | undefined) => void;
  onCancel: () => void;
};

export function AddMemberForm({ onDone, onCancel }: AddMemberFormProps) {
  const t = useTranslations('team');
  const form = useSchemaForm(createUserInput, { name: '', email: '', role: 'support', password: '' });
  // Nothing of the answer is kept: it may hold a password.
  const { mutateAsync } = useAction(createUserAction, { gcTime: 0 });
  return (
    <Form
      form={form}
      guard={false}
      className="flex flex-col gap-5 pt-2"
      onSubmit={async (values) => {
        const result = await mutateAsync(values);
        if (!result.ok) return showServerErrors(form, result);
        toastSuccess(t('added', { name: values.name }));
        onDone(values.name, result.value.generatedPassword);
      }}
    >
      <TextField control={form.control} name="name" label={t('form.name')} autoComplete="off" autoFocus />
      <TextField
        control={form.control}
        name="email"
        label={t('form.email')}
        help={t('form.emailHelp')}
        type="email"
        autoComplete="off"
      />
      <RoleField control={form.control} name="role" />
      <PasswordField
        control={form.control}
        name="password"
        label={t('form.password')}
        help={t('form.passwordHelp')}
        autoComplete="new-password"
        optional
      />
      <DialogBar label={t('form.submitAdd')} onCancel={onCancel} />
    </Form>
  );
}
