'use client';

import { useTranslations } from 'next-intl';
import { z } from 'zod';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { TextareaField } from '@/components/text-field';

type LimitReasonDialogProps = { message: string; onReason: (reason: string) => void; onClose: () => void };

/** Asks for the reason that a limit of the person wants. */
export function LimitReasonDialog({ message, onReason, onClose }: LimitReasonDialogProps) {
  const t = useTranslations('limits.reason');
  const schema = z.object({ reason: z.string().trim().min(1, t('missing')).max(200) });
  const form = useSchemaForm(schema, { reason: '' });
  return (
    <FormDialog
      title={t('title')}
      form={form}
      submitLabel={t('submit')}
      onSubmit={async ({ reason }) => ({ ok: true, value: reason })}
      onDone={onReason}
      onClose={onClose}
    >
      <p className="text-pretty">{message}</p>
      <TextareaField
        control={form.control}
        name="reason"
        label={t('label')}
        help={t('help')}
        rows={2}
        maxLength={200}
      />
    </FormDialog>
  );
}
