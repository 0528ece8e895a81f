'use client';

import { useTranslations } from 'next-intl';
import { z } from 'zod';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { TextareaField } from '@/components/text-field';

type RevealDialogProps = {
  /** Resolves with what is wrong with the reason, or null when the PIN is shown. */
  reveal: (reason: string) => Promise<string | null>;
  onClose: () => void;
};

/** Asks why, before the PIN of somebody else's sale is shown. */
export function RevealDialog({ reveal, onClose }: RevealDialogProps) {
  const t = useTranslations('sales.reveal');
  const form = useSchemaForm(z.object({ reason: z.string().trim().min(1, t('reasonMissing')) }), { reason: '' });
  return (
    <FormDialog
      title={t('title')}
      form={form}
      submitLabel={t('confirm')}
      onClose={onClose}
      onSubmit={async ({ reason }) => {
        const message = await reveal(reason);
        return message ? { ok: false, message, fields: { reason: [message] } } : { ok: true, value: null };
      }}
    >
      <p className="text-muted">{t('text')}</p>
      <TextareaField control={form.control} name="reason" label={t('reason')} rows={2} maxLength={200} />
    </FormDialog>
  );
}
