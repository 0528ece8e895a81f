'use client';

import { useTranslations } from 'next-intl';
import { withProof } from '@/app/session/with-proof';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
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
    <FormDialog
      title={t('title', { id })}
      form={form}
      submitLabel={t('confirm')}
      look="danger"
      onClose={onClose}
      onSubmit={(values) => withProof(() => rollBackRedemptionAction(values)).finally(onChanged)}
      onDone={() => toastSuccess(t('done', { id }))}
      lost={t('lost')}
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
    </FormDialog>
  );
}
