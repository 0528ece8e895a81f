'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import { routes } from '@/lib/core/routes';
import { askForApprovalInput } from '@/lib/platform/approvals/schemas';
import { answerSecondPersonRequests, type SecondPersonRequest } from './second-person';
import { askForApprovalAction } from './second-person-actions';

type Asked = SecondPersonRequest & { answer: (isAsked: boolean) => void };

/** Asks why, when something needs a second person, and leads to where it waits. */
export function SecondPersonDialog() {
  const [asked, setAsked] = useState<Asked | null>(null);
  useEffect(
    () => answerSecondPersonRequests((request) => new Promise((answer) => setAsked({ ...request, answer }))),
    [],
  );
  if (!asked) return null;
  const answer = (isAsked: boolean) => {
    setAsked(null);
    asked.answer(isAsked);
  };
  return <AskForm request={asked} onAnswer={answer} />;
}

type AskFormProps = { request: SecondPersonRequest; onAnswer: (isAsked: boolean) => void };

function AskForm({ request: { id, message, reason }, onAnswer }: AskFormProps) {
  const t = useTranslations('approvals.ask');
  const router = useRouter();
  const form = useSchemaForm(askForApprovalInput, { id, reason });
  return (
    <FormDialog
      title={t('title')}
      form={form}
      submitLabel={t('submit')}
      onSubmit={askForApprovalAction}
      onDone={() => {
        toastSuccess(t('done'));
        onAnswer(true);
        router.push(routes.approvals());
      }}
      onClose={() => onAnswer(false)}
    >
      <p className="text-pretty">{message}</p>
      <p className="text-pretty text-muted">{t('text')}</p>
      <TextField control={form.control} name="reason" label={t('reason')} maxLength={200} autoFocus />
    </FormDialog>
  );
}
