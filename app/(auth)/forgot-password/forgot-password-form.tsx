'use client';

import { MailCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/app/session/use-action';
import { Form, SubmitBar, showServerErrors, useSchemaForm } from '@/components/form';
import { TextField } from '@/components/text-field';
import { requestPasswordLinkAction } from '../actions';

const loadSchema = () => import('@/lib/domain/access/team/schemas').then((module) => module.requestPasswordLinkInput);

/** What it shows after sending says nothing of whether there is such an account. */
export function ForgotPasswordForm() {
  const t = useTranslations('auth');
  const form = useSchemaForm(loadSchema, { email: '' });
  const { mutateAsync } = useAction(requestPasswordLinkAction);
  const [sentTo, setSentTo] = useState<string | null>(null);
  if (sentTo !== null) {
    return (
      <div role="status" className="flex gap-3">
        <MailCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-muted" />
        <div className="min-w-0">
          <p className="font-medium">{t('forgotten.sent')}</p>
          <p className="mt-1 text-13 text-muted wrap-anywhere">{t('forgotten.sentText', { email: sentTo })}</p>
        </div>
      </div>
    );
  }
  return (
    <Form
      form={form}
      guard={false}
      className="flex flex-col gap-5"
      onSubmit={async (values) => {
        const result = await mutateAsync(values);
        if (!result.ok) return showServerErrors(form, result);
        setSentTo(values.email);
      }}
    >
      <p className="text-muted">{t('forgotten.text')}</p>
      <TextField
        control={form.control}
        name="email"
        label={t('email')}
        type="email"
        autoComplete="username"
        inputMode="email"
        autoFocus
      />
      <SubmitBar label={t('forgotten.submit')} />
    </Form>
  );
}
