'use client';

import { NotebookPen } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { addCustomerNoteAction } from '@/app/(desk)/customers/actions';
import { useAction } from '@/app/session/use-action';
import { answerTo, Form, SubmitBar, useSchemaForm } from '@/components/form';
import { TextareaField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import type { ContactKind } from '@/lib/domain/sales/customers/customer-address';

const loadSchema = () => import('@/lib/domain/sales/customers/schemas').then((module) => module.addCustomerNoteInput);

/** What the next person should know about this customer. */
export function NoteForm({ saleId, by }: { saleId: number; by: ContactKind }) {
  const t = useTranslations('customers.note');
  const router = useRouter();
  const form = useSchemaForm(loadSchema, { saleId, by, text: '' });
  const { mutateAsync } = useAction(addCustomerNoteAction);
  return (
    <Form
      form={form}
      className="card flex flex-col gap-4 p-5"
      onSubmit={async (values) => {
        const result = await answerTo(form, mutateAsync(values), t('lost'));
        if (!result) return;
        form.reset();
        toastSuccess(t('added'));
        router.refresh();
      }}
    >
      <TextareaField control={form.control} name="text" label={t('label')} help={t('help')} rows={2} maxLength={500} />
      <SubmitBar label={t('submit')} icon={<NotebookPen />} />
    </Form>
  );
}
