'use client';

import { useTranslations } from 'next-intl';
import { useRolesThatCan } from '@/app/(desk)/use-roles-that-can';
import { useAction } from '@/app/session/use-action';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { Form, showServerErrors, useSchemaForm } from '@/components/form';
import { PhoneField, TextareaField, TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import { resendDeliveryInput, resendElsewhereInput } from '@/lib/domain/sales/deliveries/schemas';
import { resendDeliveryAction } from './actions';
import { type RevealRule, recipientOf, type SaleMessage } from './read-messages';

type ResendDialogProps = {
  message: SaleMessage;
  reveal: RevealRule;
  /** The address did not work: another one is asked for. */
  isCorrection: boolean;
  onClose: () => void;
  onSent: () => void;
};

/** The same PIN again, to the same or a corrected contact. */
export function ResendDialog({ message, reveal, isCorrection, onClose, onSent }: ResendDialogProps) {
  const t = useTranslations('deliveries');
  const common = useTranslations('common');
  const roles = useRolesThatCan('codes.reveal');
  const recipient = recipientOf(message);
  const form = useSchemaForm(isCorrection ? resendElsewhereInput : resendDeliveryInput, {
    deliveryId: message.id,
    recipient: isCorrection ? '' : recipient,
    reason: '',
  });
  const { mutateAsync, isPending } = useAction(resendDeliveryAction);
  const isFixed = reveal === 'forbidden';
  const field = { control: form.control, name: 'recipient' as const, isDisabled: isFixed, autoFocus: !isFixed };
  const help = isFixed ? { help: t('resendForbidden', { roles }) } : {};
  return (
    <Dialog
      title={isCorrection ? t('correctTitle') : t('resendTitle')}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <Form
        form={form}
        guard={false}
        className="flex flex-col gap-5"
        onSubmit={async (values) => {
          const result = await mutateAsync(values);
          if (!result.ok) return showServerErrors(form, result);
          toastSuccess(t('resent'));
          onSent();
          onClose();
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
        <div className="flex flex-wrap justify-end gap-2">
          <Button onPress={onClose} isDisabled={isPending}>
            {common('cancel')}
          </Button>
          <Button type="submit" look="primary" isPending={isPending}>
            {t('resendConfirm')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
