'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import { routes } from '@/lib/core/routes';
import { askForApprovalInput } from '@/lib/platform/approvals/schemas';
import type { SecondPersonRequest } from './second-person';
import { askForApprovalAction } from './second-person-actions';

type SecondPersonFormProps = { request: SecondPersonRequest; onAsked: () => void; onClose: () => void };

export function SecondPersonForm({ request: { id, message, reason }, onAsked, onClose }: SecondPersonFormProps) {
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
        onAsked();
        router.push(routes.approvals());
      }}
      onClose={onClose}
    >
      <p className="text-pretty">{message}</p>
      <p className="text-pretty text-muted">{t('text')}</p>
      <TextField control={form.control} name="reason" label={t('reason')} maxLength={200} autoFocus />
    </FormDialog>
  );
}
