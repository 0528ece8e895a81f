'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { z } from 'zod';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { DialogBar } from '@/components/dialog-bar';
import { Form, showServerErrors, useSchemaForm } from '@/components/form';
import { Code } from '@/components/masked-code';
import { TextareaField, TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import { formatPhone } from '@/lib/core/phone';
import type { SaleDetails } from '@/lib/domain/sales/sales/get-sale';
import { enterPinForm } from '@/lib/domain/sales/sales/schemas';
import { enterSalePinAction } from '../actions';
import { SaleMoney, SupplierReference } from '../sale-guide';
import { useSaleNews } from '../use-live-sale';

type EnterPinDialogProps = { sale: SaleDetails; onClose: () => void };
type Entered = z.output<typeof enterPinForm>;

/** The PIN that the supplier's support gave, typed twice and read once more before it is sent. It is in this dialog only. */
export function EnterPinDialog({ sale, onClose }: EnterPinDialogProps) {
  const t = useTranslations('sales.resolve');
  const refreshSales = useSaleNews();
  const form = useSchemaForm(enterPinForm, { saleId: sale.id, pin: '', repeated: '', reason: '' });
  const [entered, setEntered] = useState<Entered | null>(null);
  // What is unusual about it: the next press says that it is meant all the same.
  const [warning, setWarning] = useState<string | null>(null);
  const contacts = [sale.phone && formatPhone(sale.phone), sale.email].filter(Boolean).join(', ');

  const change = () => {
    setEntered(null);
    setWarning(null);
  };
  const send = async (values: Entered) => {
    const { saleId, pin, reason } = values;
    const result = await enterSalePinAction({ saleId, pin, reason, confirmed: warning !== null }).catch(() => null);
    refreshSales();
    if (result?.ok) {
      toastSuccess(t('pin.done', { id: sale.id }));
      return onClose();
    }
    if (result?.code === 'unusual_pin') return setWarning(result.message);
    change();
    if (!result) return form.setError('root.server', { message: t('lost') });
    showServerErrors(form, result);
  };
  return (
    <Dialog title={t('pin.title', { id: sale.id })} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Form
        form={form}
        guard={false}
        className="flex flex-col gap-4"
        onSubmit={async (values) => (entered ? send(values) : setEntered(values))}
      >
        {entered ? (
          <>
            <p className="text-pretty">{t('pin.read')}</p>
            <Code value={entered.pin} size="lg" />
            {warning && (
              <p role="alert" className="flex gap-2 rounded-xl bg-warning-soft p-3 text-warning-soft-foreground">
                <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
                {warning}
              </p>
            )}
            <p className="text-pretty text-muted">
              {contacts ? t('pin.customerNotified', { contacts }) : t('pin.customerNotNotified')}{' '}
              <SaleMoney sale={{ ...sale, state: 'succeeded' }} /> {t('noUndo')}
            </p>
            <Button onPress={change}>{t('pin.change')}</Button>
          </>
        ) : (
          <>
            <p className="text-pretty">{t('pin.beSure')}</p>
            <SupplierReference sale={sale} />
            <TextField
              control={form.control}
              name="pin"
              label={t('pin.label')}
              autoComplete="off"
              maxLength={64}
              mono
            />
            <TextField
              control={form.control}
              name="repeated"
              label={t('pin.repeated')}
              autoComplete="off"
              maxLength={64}
              mono
            />
            <TextareaField
              control={form.control}
              name="reason"
              label={t('reason')}
              help={t('pin.reasonHelp')}
              rows={2}
              maxLength={200}
            />
          </>
        )}
        <DialogBar label={t(warning ? 'pin.despite' : entered ? 'pin.confirm' : 'pin.check')} onCancel={onClose} />
      </Form>
    </Dialog>
  );
}
