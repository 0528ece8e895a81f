'use client';

import { useTranslations } from 'next-intl';
import { usePaymentName, usePaymentOptions } from '@/app/(desk)/use-payment-names';
import { withProof } from '@/app/session/with-proof';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { SelectField } from '@/components/select-field';
import { TextareaField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import type { SaleDetails } from '@/lib/domain/sales/sales/get-sale';
import { correctPaymentInput } from '@/lib/domain/sales/sales/schemas';
import { correctPaymentAction } from '../actions';
import { useSaleNews } from '../use-live-sale';

/** How the customer paid, where the sale says it wrong. */
export function CorrectPaymentDialog({ sale, onClose }: { sale: SaleDetails; onClose: () => void }) {
  const t = useTranslations('sales');
  const nameOf = usePaymentName();
  const options = usePaymentOptions();
  const refreshSales = useSaleNews();
  const form = useSchemaForm(correctPaymentInput, { saleId: sale.id, reason: '' });
  return (
    <FormDialog
      title={t('correctPayment.title', { id: sale.id })}
      form={form}
      submitLabel={t('correctPayment.confirm')}
      onClose={onClose}
      onSubmit={(values) => withProof(() => correctPaymentAction(values)).finally(refreshSales)}
      onDone={() => toastSuccess(t('correctPayment.done', { id: sale.id }))}
      lost={t('resolve.lost')}
    >
      <p className="text-pretty">
        {t('correctPayment.text', {
          method: sale.paymentMethod ? nameOf(sale.paymentMethod) : t('correctPayment.unstated'),
        })}
        {sale.shiftId !== null && ` ${t('correctPayment.shiftFollows')}`}
      </p>
      <SelectField
        control={form.control}
        name="paymentMethod"
        label={t('correctPayment.field')}
        options={options.filter(({ value }) => value !== sale.paymentMethod)}
      />
      <TextareaField
        control={form.control}
        name="reason"
        label={t('resolve.reason')}
        help={t('correctPayment.reasonHelp')}
        rows={2}
        maxLength={200}
      />
    </FormDialog>
  );
}
