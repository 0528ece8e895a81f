'use client';

import { useTranslations } from 'next-intl';
import { z } from 'zod';
import { Dialog } from '@/components/dialog';
import { DialogBar } from '@/components/dialog-bar';
import { Form, useSchemaForm } from '@/components/form';
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
    <Dialog title={t('title')} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Form
        form={form}
        guard={false}
        className="flex flex-col gap-5"
        onSubmit={async ({ reason }) => {
          const message = await reveal(reason);
          if (message) form.setError('reason', { message });
          else onClose();
        }}
      >
        <p className="text-muted">{t('text')}</p>
        <TextareaField control={form.control} name="reason" label={t('reason')} rows={2} maxLength={200} />
        <DialogBar label={t('confirm')} onCancel={onClose} />
      </Form>
    </Dialog>
  );
}
