'use client';

import { useTranslations } from 'next-intl';
import { proven } from '@/app/session/with-proof';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { TextareaField, TextField } from '@/components/text-field';
import { formatContact } from '@/lib/core/phone';
import type { Erased } from '@/lib/domain/sales/customers/erase-customer';
import type { CustomerSummary } from '@/lib/domain/sales/customers/find-customer';
import { eraseCustomerInput } from '@/lib/domain/sales/customers/schemas';
import { eraseCustomerAction } from './actions';

type EraseDialogProps = { customer: CustomerSummary; onClose: () => void; onErased: (sales: number) => void };

/** Says what goes and what stays; the contact is typed once more, and why. */
export function EraseDialog({ customer: { contact, sales }, onClose, onErased }: EraseDialogProps) {
  const t = useTranslations('customers.erase');
  const form = useSchemaForm(eraseCustomerInput, { contact, typed: '', reason: '' });
  return (
    <FormDialog
      title={t('title', { contact: formatContact(contact) })}
      form={form}
      submitLabel={t('submit')}
      look="danger"
      onClose={onClose}
      onSubmit={proven(eraseCustomerAction)}
      onDone={(erased: Erased) => onErased(erased.sales)}
      lost={t('lost')}
    >
      <p className="text-pretty">{t('what', { sales })}</p>
      <p className="text-pretty text-muted">{t('noUndo')}</p>
      <TextField
        control={form.control}
        name="typed"
        label={t('typed')}
        help={t('typedHelp')}
        autoComplete="off"
        maxLength={254}
        autoFocus
      />
      <TextareaField
        control={form.control}
        name="reason"
        label={t('reason')}
        help={t('reasonHelp')}
        rows={2}
        maxLength={200}
      />
    </FormDialog>
  );
}
