'use client';

import { useTranslations } from 'next-intl';
import { proven } from '@/app/session/with-proof';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import { formatPaisa } from '@/lib/core/money';
import type { CreditRequest } from '@/lib/domain/sales/credits/credit-requests';
import { refuseCreditRequestInput } from '@/lib/domain/sales/credits/schemas';
import { refuseCreditRequestAction } from '../actions';

type RefuseDialogProps = { request: CreditRequest; onClose: () => void; onDone: () => void };

/** Why a partner is not given what it asked for. */
export function RefuseDialog({ request: { id, amountPaisa }, onClose, onDone }: RefuseDialogProps) {
  const t = useTranslations('integrators.requests');
  const form = useSchemaForm(refuseCreditRequestInput, { id, reason: '' });
  return (
    <FormDialog
      title={t('refuseTitle', { amount: formatPaisa(amountPaisa) })}
      form={form}
      submitLabel={t('submit')}
      onClose={onClose}
      onSubmit={proven(refuseCreditRequestAction)}
      onDone={() => {
        toastSuccess(t('refused'));
        onDone();
      }}
    >
      <TextField
        control={form.control}
        name="reason"
        label={t('reason')}
        help={t('reasonHelp')}
        maxLength={200}
        autoFocus
      />
    </FormDialog>
  );
}
