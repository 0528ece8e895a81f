'use client';

import { useTranslations } from 'next-intl';
import { Dialog } from '@/components/dialog';
import { DialogBar } from '@/components/dialog-bar';
import { Form, showServerErrors, useSchemaForm } from '@/components/form';
import { TextareaField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import { rollBackRedemptionInput } from '@/lib/domain/redemptions/redemptions/schemas';
import { rollBackRedemptionAction } from '../actions';
import type { RedemptionDetails } from '../redemption-queries';

type RollBackDialogProps = { redemption: RedemptionDetails; onClose: () => void; onChanged: () => void };

/** What will happen, and why it is done: the reason stays in the history. */
export function RollBackDialog({ redemption, onClose, onChanged }: RollBackDialogProps) {
  const t = useTranslations('redemptions.rollBack');
  const { id, userRef, coupon, codeLastFour } = redemption;
  const form = useSchemaForm(rollBackRedemptionInput, { id, reason: '' });
  return (
    <Dialog title={t('title', { id })} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Form
        form={form}
        guard={false}
        className="flex flex-col gap-4"
        onSubmit={async (values) => {
          const result = await rollBackRedemptionAction(values).catch(() => null);
          onChanged();
          if (!result) return form.setError('root.server', { message: t('lost') });
          if (!result.ok) return showServerErrors(form, result);
          toastSuccess(t('done', { id }));
          onClose();
        }}
      >
        <p className="text-pretty">
          {codeLastFour
            ? t('whatCode', { user: userRef, coupon: coupon.code, lastFour: codeLastFour })
            : t('whatOwn', { user: userRef, coupon: coupon.code })}
        </p>
        <p className="text-pretty text-muted">{t('noUndo')}</p>
        <TextareaField
          control={form.control}
          name="reason"
          label={t('reason')}
          help={t('reasonHelp')}
          rows={2}
          maxLength={500}
        />
        <DialogBar label={t('confirm')} look="danger" onCancel={onClose} />
      </Form>
    </Dialog>
  );
}
