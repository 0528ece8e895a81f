'use client';

import { useTranslations } from 'next-intl';
import { useRolesThatCan } from '@/app/(desk)/use-roles-that-can';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { PhoneField, TextareaField, TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import { isContact } from '@/lib/core/erased-contact';
import { resendDeliveryInput, resendElsewhereInput } from '@/lib/domain/sales/deliveries/schemas';
import { useWithLimitReason } from '../limit-reason';
import { resendDeliveryAction } from './actions';
import { type RevealRule, recipientOf, type SaleMessage } from './read-messages';

type ResendDialogProps = {
  message: SaleMessage;
  /** Where it goes now: the sale's contact, which can have been corrected since. */
  contact: string | null;
  reveal: RevealRule;
  /** The address did not work: another one is asked for. */
  isCorrection: boolean;
  onClose: () => void;
  onSent: () => void;
};

/** The same PIN again, to the same or a corrected contact. */
export function ResendDialog({ message, contact, reveal, isCorrection, onClose, onSent }: ResendDialogProps) {
  const t = useTranslations('deliveries');
  const roles = useRolesThatCan('sales.reveal');
  const withReason = useWithLimitReason();
  const recipient = recipientOf(message);
  const known = contact ?? message.recipient;
  const form = useSchemaForm(isCorrection ? resendElsewhereInput : resendDeliveryInput, {
    deliveryId: message.id,
    recipient: isCorrection || !isContact(known) ? '' : recipientOf({ ...message, recipient: known }),
    reason: '',
  });
  const isFixed = reveal === 'forbidden';
  const field = { control: form.control, name: 'recipient' as const, isDisabled: isFixed, autoFocus: !isFixed };
  const help = isFixed ? { help: t('resendForbidden', { roles }) } : {};
  return (
    <FormDialog
      title={isCorrection ? t('correctTitle') : t('resendTitle')}
      form={form}
      submitLabel={t('resendConfirm')}
      onClose={onClose}
      onSubmit={(values) =>
        withReason((limitReason) => resendDeliveryAction({ ...values, reason: limitReason ?? values.reason }))
      }
      onDone={() => {
        toastSuccess(t('resent'));
        onSent();
      }}
    >
      <p className="text-muted wrap-anywhere">{isCorrection ? t('correctHint', { recipient }) : t('resendHint')}</p>
      {message.channel === 'sms' ? (
        <PhoneField label={t('resendPhone')} {...field} {...help} />
      ) : (
        <TextField label={t('resendEmail')} type="email" inputMode="email" {...field} {...help} />
      )}
      {reveal === 'with_reason' && (
        <TextareaField
          control={form.control}
          name="reason"
          label={t('resendReason')}
          help={isCorrection ? t('readReasonHelp') : t('resendReasonHelp')}
          rows={2}
          maxLength={200}
          optional={!isCorrection}
        />
      )}
    </FormDialog>
  );
}
