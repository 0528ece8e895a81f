'use client';

import { useTranslations } from 'next-intl';
import { useWatch } from 'react-hook-form';
import { proven } from '@/app/session/with-proof';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { MoneyField } from '@/components/number-field';
import { TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import { formatPaisa } from '@/lib/core/money';
import { askForCreditInput } from '@/lib/domain/sales/credits/schemas';
import { askForCreditAction } from './actions';

export function AskForCreditDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const t = useTranslations('partner.requests');
  const form = useSchemaForm(askForCreditInput, { note: '' });
  const amount = useWatch({ control: form.control, name: 'amountPaisa' });
  const isAmount = askForCreditInput.shape.amountPaisa.safeParse(amount).success;
  return (
    <FormDialog
      title={t('askTitle')}
      form={form}
      submitLabel={isAmount ? t('submit', { amount: formatPaisa(amount) }) : t('submitNone')}
      onClose={onClose}
      onSubmit={proven(askForCreditAction)}
      onDone={() => {
        toastSuccess(t('done'));
        onDone();
      }}
    >
      <p className="text-muted text-pretty">{t('askText')}</p>
      <MoneyField control={form.control} name="amountPaisa" label={t('amount')} autoFocus />
      <TextField control={form.control} name="note" label={t('note')} help={t('noteHelp')} maxLength={200} />
    </FormDialog>
  );
}
