'use client';

import { useTranslations } from 'next-intl';
import { sent } from '@/app/session/offline';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { TextareaField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import type { Comparisons } from '@/lib/domain/sales/supply/list-comparisons';
import { closeDifferenceInput } from '@/lib/domain/sales/supply/schemas';
import { closeDifferenceAction } from './actions';

type CloseDialogProps = {
  difference: Pick<Comparisons['differences'][number], 'id' | 'kind'>;
  onClose: () => void;
  onDone: () => void;
};

/** What was found out about a difference, which is closed with it. */
export function CloseDialog({ difference: { id, kind }, onClose, onDone }: CloseDialogProps) {
  const t = useTranslations('comparisons');
  const form = useSchemaForm(closeDifferenceInput, { id, note: '' });
  return (
    <FormDialog
      title={t('close.title')}
      form={form}
      submitLabel={t('close.action')}
      onClose={onClose}
      onSubmit={(values) => sent(() => closeDifferenceAction(values)).finally(onDone)}
      onDone={() => toastSuccess(t('close.done'))}
      lost={t('close.lost')}
    >
      <p className="text-pretty">{t(`kinds.${kind}.toDo`)}</p>
      <p className="text-pretty text-muted">{t('close.text')}</p>
      <TextareaField control={form.control} name="note" label={t('close.note')} rows={2} maxLength={200} />
    </FormDialog>
  );
}
