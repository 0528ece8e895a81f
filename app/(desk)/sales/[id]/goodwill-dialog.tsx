'use client';

import { useTranslations } from 'next-intl';
import { Dialog } from '@/components/dialog';
import { DialogBar } from '@/components/dialog-bar';
import { Form, showServerErrors, useSchemaForm } from '@/components/form';
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
  const form = useSchemaForm(giveGoodwillInput, { saleId: sale.id, amountPaisa: sale.amountPaisa, reason: '' });
  return (
    <Dialog title={t('title', { id: sale.id })} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Form
        form={form}
        guard={false}
        className="flex flex-col gap-4"
        onSubmit={async (values) => {
          const result = await giveGoodwillAction(values).catch(() => null);
          refreshSales();
          if (!result) return form.setError('root.server', { message: lost('lost') });
          if (!result.ok) return showServerErrors(form, result);
          toastSuccess(t('done', { id: sale.id }));
          onClose();
        }}
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
        <DialogBar label={t('confirm')} onCancel={onClose} />
      </Form>
    </Dialog>
  );
}
