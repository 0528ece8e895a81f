'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { z } from 'zod';
import { saveDownload } from '@/app/(desk)/save-download';
import { Dialog } from '@/components/dialog';
import { DialogBar } from '@/components/dialog-bar';
import { Form, useSchemaForm } from '@/components/form';
import { SlowNotice } from '@/components/slow-notice';
import { TextField } from '@/components/text-field';
import { toastError, toastSuccess } from '@/components/toasts';
import type { CodeFilterStatus } from '@/lib/domain/coupons/codes/schemas';

export type ExportFilter = { status?: CodeFilterStatus; batchId?: number; from?: Date };
type ExportDialogProps = { couponId: number; filter: ExportFilter; onClose: () => void };

/** Codes in clear as a file, for a reason that is recorded. */
export function ExportDialog({ couponId, filter, onClose }: ExportDialogProps) {
  const t = useTranslations('batches.export');
  const schema = useMemo(() => z.object({ reason: z.string().trim().min(1, t('needsReason')).max(200) }), [t]);
  const form = useSchemaForm(schema, { reason: '' });
  const download = useMutation({
    mutationFn: (reason: string) => saveDownload('/api/desk/code-exports', { couponId, filter, clear: { reason } }),
    onSuccess: () => {
      toastSuccess(t('done'));
      onClose();
    },
    onError: (error) => toastError(t('failed', { message: error.message })),
  });
  return (
    <Dialog title={t('title')} isOpen onOpenChange={onClose}>
      <Form
        form={form}
        onSubmit={({ reason }) => download.mutate(reason)}
        guard={false}
        className="flex flex-col gap-4"
      >
        <p className="text-muted">{t('text')}</p>
        <TextField control={form.control} name="reason" label={t('reason')} maxLength={200} autoFocus />
        <SlowNotice isWaiting={download.isPending} waitingFor={t('waiting')} />
        <DialogBar label={t('submit')} isPending={download.isPending} onCancel={onClose} />
      </Form>
    </Dialog>
  );
}
