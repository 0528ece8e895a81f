'use client';

import { useTranslations } from 'next-intl';
import { useAction } from '@/app/session/use-action';
import { Dialog } from '@/components/dialog';
import { DialogBar } from '@/components/dialog-bar';
import { Form, showServerErrors, useSchemaForm } from '@/components/form';
import { MoneyField } from '@/components/number-field';
import { toastSuccess } from '@/components/toasts';
import { setCreditTermsInput } from '@/lib/domain/sales/credits/schemas';
import { setCreditTermsAction } from './actions';
import type { CreditDialogProps } from './credit-dialog-props';

export function TermsDialog({ integrator, onClose, onDone }: CreditDialogProps) {
  const t = useTranslations('integrators.terms');
  const { id, name, limitPaisa, lowCreditPaisa } = integrator;
  const form = useSchemaForm(setCreditTermsInput, { integratorId: id, limitPaisa, lowCreditPaisa });
  const { mutateAsync } = useAction(setCreditTermsAction);
  return (
    <Dialog title={t('title', { name })} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Form
        form={form}
        guard={false}
        className="flex flex-col gap-5"
        onSubmit={async (values) => {
          const result = await mutateAsync(values);
          if (!result.ok) return showServerErrors(form, result);
          toastSuccess(t('done', { name }));
          onDone();
          onClose();
        }}
      >
        <MoneyField control={form.control} name="limitPaisa" label={t('limit')} help={t('limitHelp')} autoFocus />
        <MoneyField control={form.control} name="lowCreditPaisa" label={t('low')} help={t('lowHelp')} optional />
        <DialogBar label={t('submit')} onCancel={onClose} />
      </Form>
    </Dialog>
  );
}
