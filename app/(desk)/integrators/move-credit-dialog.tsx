'use client';

import { useTranslations } from 'next-intl';
import { useWatch } from 'react-hook-form';
import { useAction } from '@/app/session/use-action';
import { Dialog } from '@/components/dialog';
import { DialogBar } from '@/components/dialog-bar';
import { Form, showServerErrors, useSchemaForm } from '@/components/form';
import { MoneyField } from '@/components/number-field';
import { TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import { formatPaisa } from '@/lib/core/money';
import { correctCreditInput, topUpCreditInput } from '@/lib/domain/sales/credits/schemas';
import { correctCreditAction, topUpCreditAction } from './actions';
import type { CreditDialogProps } from './credit-dialog-props';

const moves = {
  topUp: { schema: topUpCreditInput, move: topUpCreditAction },
  correct: { schema: correctCreditInput, move: correctCreditAction },
};

export function TopUpDialog(props: CreditDialogProps) {
  return <MoveCreditDialog {...props} kind="topUp" />;
}

export function CorrectDialog(props: CreditDialogProps) {
  return <MoveCreditDialog {...props} kind="correct" />;
}

function MoveCreditDialog({ integrator, kind, onClose, onDone }: CreditDialogProps & { kind: keyof typeof moves }) {
  const t = useTranslations(`integrators.${kind}`);
  const { id, name, availablePaisa } = integrator;
  const { schema, move } = moves[kind];
  const form = useSchemaForm(schema, { integratorId: id, reason: '' });
  const { mutateAsync } = useAction(move);
  const amount = useWatch({ control: form.control, name: 'amountPaisa' });
  const isAmount = schema.shape.amountPaisa.safeParse(amount).success;
  return (
    <Dialog title={t('title', { name })} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Form
        form={form}
        guard={false}
        className="flex flex-col gap-5"
        onSubmit={async (values) => {
          const result = await mutateAsync(values);
          if (!result.ok) return showServerErrors(form, result);
          toastSuccess(t('done', { name, credit: formatPaisa(result.value.availablePaisa) }));
          onDone();
          onClose();
        }}
      >
        <MoneyField
          control={form.control}
          name="amountPaisa"
          label={t('amount')}
          help={t('help', { credit: formatPaisa(availablePaisa) })}
          autoFocus
        />
        <TextField control={form.control} name="reason" label={t('reason')} help={t('reasonHelp')} maxLength={200} />
        <DialogBar
          label={isAmount ? t('submit', { amount: formatPaisa(amount) }) : t('submitNone')}
          onCancel={onClose}
        />
      </Form>
    </Dialog>
  );
}
