'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useAction } from '@/app/session/use-action';
import { Form, SubmitBar, showServerErrors, useSchemaForm } from '@/components/form';
import { FormSection } from '@/components/form-layout';
import { PasswordField } from '@/components/password-field';
import { toastSuccess } from '@/components/toasts';
import { changeOwnPasswordAction } from './actions';

const loadSchema = () => import('@/lib/domain/access/team/schemas').then((module) => module.changeOwnPasswordInput);

const blank = { currentPassword: '', newPassword: '', repeated: '' };

/** `email` is for password managers: whose password this is. */
export function PasswordForm({ email }: { email: string }) {
  const t = useTranslations('account.password');
  const router = useRouter();
  const form = useSchemaForm(loadSchema, blank);
  // Its variables hold two passwords.
  const { mutateAsync } = useAction(changeOwnPasswordAction, { gcTime: 0 });
  return (
    <Form
      form={form}
      guard={false}
      onSubmit={async (values) => {
        const result = await mutateAsync(values);
        if (!result.ok) return showServerErrors(form, result);
        form.reset(blank);
        toastSuccess(t('changed'));
        router.refresh();
      }}
    >
      <FormSection title={t('title')} description={t('description')}>
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          control={form.control}
          name="currentPassword"
          label={t('current')}
          autoComplete="current-password"
        />
        <PasswordField
          control={form.control}
          name="newPassword"
          label={t('new')}
          help={t('newHelp')}
          autoComplete="new-password"
        />
        <PasswordField control={form.control} name="repeated" label={t('repeated')} autoComplete="new-password" />
        <SubmitBar label={t('submit')} />
      </FormSection>
    </Form>
  );
}
