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
import { correctCreditInput, topUpCreditInput } from '@/lib/domain/sales/credits/schemas';
import { correctCreditAction, topUpCreditAction } from './actions';
import type { CreditDialogProps } from './credit-dialog-props';

const moves = {
  topUp: { schema: topUpCreditInput, move: proven(topUpCreditAction) },
  correct: { schema: correctCreditInput, move: proven(correctCreditAction) },
};

export function TopUpDialog(props: CreditDialogProps) {
  return <MoveCreditDialog {...props} kind="topUp" />;
}

export function CorrectDialog(props: CreditDialogProps) {
  return <MoveCreditDialog {...props} kind="correct" />;
}

function MoveCreditDialog({
  integrator,
  kind,
  request,
  onClose,
  onDone,
}: CreditDialogProps & { kind: keyof typeof moves }) {
  const t = useTranslations(`integrators.${kind}`);
  const { id, name } = integrator;
  const { schema, move } = moves[kind];
  const form = useSchemaForm(schema, {
    ...{ integratorId: id, reason: '' },
    ...(request ? { amountPaisa: request.amountPaisa, requestId: request.id } : {}),
  });
  const amount = useWatch({ control: form.control, name: 'amountPaisa' });
  const isAmount = schema.shape.amountPaisa.safeParse(amount).success;
  return (
    <FormDialog
      title={t('title', { name })}
      form={form}
      submitLabel={isAmount ? t('submit', { amount: formatPaisa(amount) }) : t('submitNone')}
      onClose={onClose}
      onSubmit={move}
      onDone={({ availablePaisa }) => {
        toastSuccess(t('done', { name, credit: formatPaisa(availablePaisa) }));
        onDone();
      }}
    >
      <MoneyField
        control={form.control}
        name="amountPaisa"
        label={t('amount')}
        help={t('help', { credit: formatPaisa(integrator.availablePaisa) })}
        autoFocus
      />
      <TextField control={form.control} name="reason" label={t('reason')} help={t('reasonHelp')} maxLength={200} />
    </FormDialog>
  );
}
