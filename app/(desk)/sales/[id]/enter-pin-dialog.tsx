'use client';

import { useTranslations } from 'next-intl';
import { Dialog } from '@/components/dialog';
import { DialogBar } from '@/components/dialog-bar';
import { Form, showServerErrors, useSchemaForm } from '@/components/form';
import { TextareaField, TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import type { SaleDetails } from '@/lib/domain/sales/sales/get-sale';
import { enterPinInput } from '@/lib/domain/sales/sales/schemas';
import { enterSalePinAction } from '../actions';
import { SaleMoney, SupplierReference } from '../sale-guide';
import { useSaleNews } from '../use-live-sale';

type EnterPinDialogProps = { sale: SaleDetails; onClose: () => void };

/** The PIN that the supplier's support gave. It is in this form only, not in a mutation's cache. */
export function EnterPinDialog({ sale, onClose }: EnterPinDialogProps) {
  const t = useTranslations('sales.resolve');
  const refreshSales = useSaleNews();
  const form = useSchemaForm(enterPinInput, { saleId: sale.id, pin: '', reason: '' });
  const hasContact = sale.phone !== null || sale.email !== null;
  return (
    <Dialog title={t('pin.title', { id: sale.id })} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Form
        form={form}
        guard={false}
        className="flex flex-col gap-4"
        onSubmit={async (values) => {
          const result = await enterSalePinAction(values).catch(() => null);
          refreshSales();
          if (!result) return form.setError('root.server', { message: t('lost') });
          if (!result.ok) return showServerErrors(form, result);
          toastSuccess(t('pin.done', { id: sale.id }));
          onClose();
        }}
      >
        <p className="text-pretty">{t('pin.beSure')}</p>
        <SupplierReference sale={sale} />
        <p className="text-pretty text-muted">
          {t(hasContact ? 'pin.customerNotified' : 'pin.customerNotNotified')}{' '}
          <SaleMoney sale={{ ...sale, state: 'succeeded' }} /> {t('noUndo')}
        </p>
        <TextField control={form.control} name="pin" label={t('pin.label')} autoComplete="off" maxLength={64} mono />
        <TextareaField
          control={form.control}
          name="reason"
          label={t('reason')}
          help={t('pin.reasonHelp')}
          rows={2}
          maxLength={200}
        />
        <DialogBar label={t('pin.confirm')} onCancel={onClose} />
      </Form>
    </Dialog>
  );
}
