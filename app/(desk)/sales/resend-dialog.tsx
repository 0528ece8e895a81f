'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { Form, showServerErrors, useSchemaForm } from '@/components/form';
import { PhoneField, TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import { resendDeliveryInput } from '@/lib/deliveries/schemas';
import { resendDeliveryAction } from './actions';
import { recipientOf, type SaleMessage } from './read-messages';

type ResendDialogProps = { message: SaleMessage; onClose: () => void; onSent: () => void };

/** The same PIN again, to the same or a corrected contact. */
export function ResendDialog({ message, onClose, onSent }: ResendDialogProps) {
  const t = useTranslations('deliveries');
  const common = useTranslations('common');
  const form = useSchemaForm(resendDeliveryInput, { deliveryId: message.id, recipient: recipientOf(message) });
  const { mutateAsync, isPending } = useMutation({ mutationFn: resendDeliveryAction });
  return (
    <Dialog title={t('resendTitle')} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
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
        <p className="text-muted">{t('resendHint')}</p>
        {message.channel === 'sms' ? (
          <PhoneField control={form.control} name="recipient" label={t('resendPhone')} autoFocus />
        ) : (
          <TextField
            control={form.control}
            name="recipient"
            label={t('resendEmail')}
            type="email"
            inputMode="email"
            autoFocus
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
