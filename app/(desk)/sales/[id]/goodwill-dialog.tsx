'use client';

import { useTranslations } from 'next-intl';
import { withProof } from '@/app/session/with-proof';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { MoneyField } from '@/components/number-field';
import { TextareaField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import type { SaleDetails } from '@/lib/domain/sales/sales/get-sale';
import { giveGoodwillInput } from '@/lib/domain/sales/sales/schemas';
import { giveGoodwillAction } from '../actions';
import { useSaleNews } from '../use-live-sale';

/** Money back for a PIN that Khalti does not take back: how much, and why. */
export function GoodwillDialog({ sale, onClose }: { sale: SaleDetails; onClose: () => void }) {
  const t = useTranslations('sales.goodwill');
  const lost = useTranslations('sales.resolve');
  const refreshSales = useSaleNews();
  const form = useSchemaForm(giveGoodwillInput, {
    saleId: sale.id,
    amountPaisa: sale.amountPaisa - (sale.money?.commissionPaisa ?? 0),
    reason: '',
  });
  return (
    <FormDialog
      title={t('title', { id: sale.id })}
      form={form}
      submitLabel={t('confirm')}
      onClose={onClose}
      onSubmit={(values) => withProof(() => giveGoodwillAction(values)).finally(refreshSales)}
      onDone={() => toastSuccess(t('done', { id: sale.id }))}
      lost={lost('lost')}
    >
      <p className="text-pretty">
        {sale.sellerId === null ? t('credit', { integrator: sale.sellerName }) : t('cash')} {lost('noUndo')}
      </p>
      <MoneyField control={form.control} name="amountPaisa" label={t('amount')} />
      <TextareaField
        control={form.control}
        name="reason"
        label={lost('reason')}
        help={t('reasonHelp')}
        rows={2}
        maxLength={200}
      />
    </FormDialog>
  );
}
