'use client';

import { useTranslations } from 'next-intl';
import { proven } from '@/app/session/with-proof';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { MoneyField } from '@/components/number-field';
import { toastSuccess } from '@/components/toasts';
import { setCreditTermsInput } from '@/lib/domain/sales/credits/schemas';
import { setCreditTermsAction } from './actions';
import type { CreditDialogProps } from './credit-dialog-props';

export function TermsDialog({ integrator, onClose, onDone }: CreditDialogProps) {
  const t = useTranslations('integrators.terms');
  const { id, name, limitPaisa, lowCreditPaisa } = integrator;
  const form = useSchemaForm(setCreditTermsInput, { integratorId: id, limitPaisa, lowCreditPaisa });
  return (
    <FormDialog
      title={t('title', { name })}
      form={form}
      submitLabel={t('submit')}
      onClose={onClose}
      onSubmit={proven(setCreditTermsAction)}
      onDone={() => {
        toastSuccess(t('done', { name }));
        onDone();
      }}
    >
      <MoneyField control={form.control} name="limitPaisa" label={t('limit')} help={t('limitHelp')} autoFocus />
      <MoneyField control={form.control} name="lowCreditPaisa" label={t('low')} help={t('lowHelp')} optional />
    </FormDialog>
  );
}
