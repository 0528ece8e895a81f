'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { z } from 'zod';
import { withProof } from '@/app/session/with-proof';
import { Button } from '@/components/button';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { Code } from '@/components/masked-code';
import { TextareaField, TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import { useShown } from '@/components/use-shown';
import { formatPhone } from '@/lib/core/phone';
import type { SaleDetails } from '@/lib/domain/sales/sales/get-sale';
import { enterPinForm } from '@/lib/domain/sales/sales/schemas';
import { correctSalePinAction, enterSalePinAction } from '../actions';
import { SaleMoney, SupplierReference } from '../sale-guide';
import { useSaleNews } from '../use-live-sale';

type EnterPinDialogProps = {
  sale: SaleDetails;
  /** `correct`: the sale has a PIN, and it is wrong. */
  kind: 'pin' | 'correct';
  onClose: () => void;
  onDone?: () => void;
};
const actions = { pin: enterSalePinAction, correct: correctSalePinAction };
type Entered = z.output<typeof enterPinForm>;

/** The PIN that the supplier's support gave, typed twice and read once more before it is sent. It is in this dialog only. */
export function EnterPinDialog({ sale, kind, onClose, onDone }: EnterPinDialogProps) {
  const t = useTranslations('sales.resolve');
  const refreshSales = useSaleNews();
  const form = useSchemaForm(enterPinForm, { saleId: sale.id, pin: '', repeated: '', reason: '' });
  const [entered, setEntered] = useState<Entered | null>(null);
  // What is unusual about it: the next press says that it is meant all the same.
  const [warning, setWarning] = useState<string | null>(null);
  const step = warning ?? (entered ? 'entered' : null);
  const isShown = useShown(step);
  const contacts = [sale.phone && formatPhone(sale.phone), sale.email].filter(Boolean).join(', ');

  const change = () => {
    setEntered(null);
    setWarning(null);
  };
  const send = async ({ saleId, pin, reason }: Entered) => {
    const input = { saleId, pin, reason, confirmed: warning !== null };
    const result = await withProof(() => actions[kind](input)).catch(() => null);
    refreshSales();
    if (result?.ok) return result;
    if (result?.code === 'unusual_pin') {
      setWarning(result.message);
      return undefined;
    }
    change();
    return result;
  };
  return (
    <FormDialog
      title={t(`${kind}.title`, { id: sale.id })}
      form={form}
      submitLabel={t(warning ? 'pin.despite' : entered ? `${kind}.confirm` : 'pin.check')}
      onClose={onClose}
      isHeld={step !== null && !isShown}
      onSubmit={async (values) => {
        if (entered) return isShown ? send(values) : undefined;
        setEntered(values);
        return undefined;
      }}
      onDone={() => {
        toastSuccess(t(`${kind}.done`, { id: sale.id }));
        onDone?.();
      }}
      lost={t('lost')}
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
            {contacts ? t(`${kind}.customerNotified`, { contacts }) : t(`${kind}.customerNotNotified`)}{' '}
            {kind === 'pin' && (
              <>
                <SaleMoney sale={{ ...sale, state: 'succeeded' }} /> {t('noUndo')}
              </>
            )}
          </p>
          <Button onPress={change}>{t('pin.change')}</Button>
        </>
      ) : (
        <>
          <p className="text-pretty">{t(`${kind}.beSure`)}</p>
          <SupplierReference sale={sale} />
          <TextField control={form.control} name="pin" label={t('pin.label')} autoComplete="off" maxLength={64} mono />
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
    </FormDialog>
  );
}
