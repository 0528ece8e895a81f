'use client';

import { useTranslations } from 'next-intl';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { PhoneField, TextareaField, TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import { isContact } from '@/lib/core/erased-contact';
import { formatPhone } from '@/lib/core/phone';
import { addSaleContactInput } from '@/lib/domain/sales/sales/schemas';
import { useWithLimitReason } from '../limit-reason';
import { addSaleContactAction } from './actions';
import type { RevealRule } from './read-messages';
import { useSaleNews } from './use-live-sale';

/**
 * Where the PIN of a sale goes of which there is no message to send again. Anyone who cannot see its PIN sends it to the contacts that the
 * sale has.
 */
export function AddContactDialog({
  saleId,
  reveal,
  contacts,
  onClose,
}: {
  saleId: number;
  reveal: RevealRule;
  /** Those that the sale has. */
  contacts: { phone: string | null; email: string | null } | null;
  onClose: () => void;
}) {
  const t = useTranslations('deliveries.add');
  const lost = useTranslations('sales.resolve');
  const withReason = useWithLimitReason();
  const refreshSales = useSaleNews();
  const form = useSchemaForm(addSaleContactInput, {
    saleId,
    phone: isContact(contacts?.phone) ? formatPhone(contacts.phone) : '',
    email: isContact(contacts?.email) ? contacts.email : '',
    reason: '',
  });
  const { control } = form;
  const isDisabled = reveal === 'forbidden';
  return (
    <FormDialog
      title={t('title', { id: saleId })}
      form={form}
      submitLabel={t('confirm')}
      onClose={onClose}
      onSubmit={(values) =>
        withReason((limitReason) => addSaleContactAction({ ...values, reason: limitReason ?? values.reason })).finally(
          refreshSales,
        )
      }
      onDone={() => toastSuccess(t('done'))}
      lost={lost('lost')}
    >
      <p className="text-pretty">{t('text')}</p>
      <PhoneField
        control={control}
        name="phone"
        label={t('phone')}
        optional
        autoFocus={!isDisabled}
        isDisabled={isDisabled}
      />
      <TextField
        control={control}
        name="email"
        label={t('email')}
        type="email"
        inputMode="email"
        optional
        isDisabled={isDisabled}
      />
      {reveal === 'with_reason' && (
        <TextareaField
          control={control}
          name="reason"
          label={t('reason')}
          help={t('reasonHelp')}
          rows={2}
          maxLength={200}
        />
      )}
    </FormDialog>
  );
}
