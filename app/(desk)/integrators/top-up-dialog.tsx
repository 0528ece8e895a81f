'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useWatch } from 'react-hook-form';
import { Dialog } from '@/components/dialog';
import { Form, SubmitBar, showServerErrors, useSchemaForm } from '@/components/form';
import { MoneyField } from '@/components/number-field';
import { TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import { topUpCreditInput } from '@/lib/credits/schemas';
import { formatPaisa } from '@/lib/money';
import { topUpCreditAction } from './actions';
import type { CreditDialogProps } from './credit-dialog-props';

export function TopUpDialog({ integrator, onClose, onDone }: CreditDialogProps) {
  const t = useTranslations('integrators');
  const { id, name, availablePaisa } = integrator;
  const form = useSchemaForm(topUpCreditInput, { integratorId: id, reason: '' });
  const { mutateAsync } = useMutation({ mutationFn: topUpCreditAction });
  const amount = useWatch({ control: form.control, name: 'amountPaisa' });
  const isAmount = Number.isSafeInteger(amount) && amount > 0;
  return (
    <Dialog title={t('topUpTitle', { name })} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Form
        form={form}
        guard={false}
        className="flex flex-col gap-5"
        onSubmit={async (values) => {
          const result = await mutateAsync(values);
          if (!result.ok) return showServerErrors(form, result);
          toastSuccess(t('toppedUp', { name, credit: formatPaisa(result.value.availablePaisa) }));
          onDone();
          onClose();
        }}
      >
        <MoneyField
          control={form.control}
          name="amountPaisa"
          label={t('amount')}
          help={t('amountHelp', { credit: formatPaisa(availablePaisa) })}
          autoFocus
        />
        <TextField control={form.control} name="reason" label={t('reason')} help={t('reasonHelp')} maxLength={200} />
        <SubmitBar label={isAmount ? t('topUpSubmit', { amount: formatPaisa(amount) }) : t('topUpSubmitNone')} />
      </Form>
    </Dialog>
  );
}
