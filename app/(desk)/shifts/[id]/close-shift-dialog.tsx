'use client';

import { useTranslations } from 'next-intl';
import { useWatch } from 'react-hook-form';
import { usePaymentName } from '@/app/(desk)/use-payment-names';
import { proven } from '@/app/session/with-proof';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { MoneyField } from '@/components/number-field';
import { TextareaField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import { formatPaisa } from '@/lib/core/money';
import type { ShiftDetails } from '@/lib/domain/sales/shifts/get-shift';
import { closeShiftInput } from '@/lib/domain/sales/shifts/schemas';
import { closeShiftAction } from '../actions';
import { Difference } from '../shift-state';

type CloseShiftDialogProps = { shift: ShiftDetails; onAnswer: () => void; onClose: () => void };

/** What was counted by each method, next to what is expected. What moves meanwhile is shown, and asks to look again. */
export function CloseShiftDialog({ shift, onAnswer, onClose }: CloseShiftDialogProps) {
  const t = useTranslations('shifts');
  const nameOf = usePaymentName();
  const { id, till, openSales } = shift;
  const form = useSchemaForm(closeShiftInput, { shiftId: id, seenEntryId: till.newestEntryId, counted: {}, note: '' });
  const counted = useWatch({ control: form.control, name: 'counted' });
  return (
    <FormDialog
      title={t('close.title', { id })}
      form={form}
      submitLabel={t('close.action')}
      onClose={onClose}
      onSubmit={(values) => proven(closeShiftAction)({ ...values, seenEntryId: till.newestEntryId }).finally(onAnswer)}
      onDone={() => toastSuccess(t('close.done', { id }))}
    >
      <p className="text-pretty text-muted">{t('close.text')}</p>
      {openSales.count > 0 && (
        <p className="rounded-xl bg-warning-soft px-4 py-2.5 text-pretty text-warning-soft-foreground">
          {t('close.openSales', { count: openSales.count, amount: formatPaisa(openSales.amountPaisa) })}
        </p>
      )}
      {till.lines.map(({ method, expectedPaisa }) => {
        const amount = counted?.[method];
        const isAmount = typeof amount === 'number' && Number.isSafeInteger(amount);
        return (
          <MoneyField
            key={method}
            control={form.control}
            name={`counted.${method}`}
            label={nameOf(method)}
            help={
              <>
                {t('close.expected', { amount: formatPaisa(expectedPaisa) })}{' '}
                {isAmount && amount !== expectedPaisa && <Difference paisa={amount - expectedPaisa} />}
              </>
            }
          />
        );
      })}
      <TextareaField
        control={form.control}
        name="note"
        label={t('note')}
        help={t('close.noteHelp')}
        rows={2}
        maxLength={200}
        optional
      />
    </FormDialog>
  );
}
