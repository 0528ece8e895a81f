'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import { exportQuery } from '@/app/(desk)/kept-export-columns';
import { useExport } from '@/app/(desk)/use-export';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { SelectBox } from '@/components/select-box';
import { SlowNotice } from '@/components/slow-notice';
import { TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import { type FileFormat, fileFormats } from '@/lib/core/table-file';
import type { CodeFilterStatus } from '@/lib/domain/coupons/codes/schemas';

export type ExportFilter = { status?: CodeFilterStatus; batchId?: number; from?: Date };
type ExportDialogProps = { couponId: number; filter: ExportFilter; onClose: () => void };

/** Codes in clear as a file, for a reason that is recorded. */
export function ExportDialog({ couponId, filter, onClose }: ExportDialogProps) {
  const t = useTranslations('batches.export');
  const [as, setAs] = useState<FileFormat>('csv');
  const schema = useMemo(() => z.object({ reason: z.string().trim().min(1, t('needsReason')).max(200) }), [t]);
  const form = useSchemaForm(schema, { reason: '' });
  const exportAs = useExport();
  const download = useMutation({
    mutationFn: (reason: string) =>
      exportAs(`/api/desk/code-exports?${exportQuery(as, 'codes')}`, { couponId, filter, clear: { reason } }),
    onSuccess: (outcome) => {
      if (outcome === 'saved') toastSuccess(t('done'));
      if (outcome !== 'failed') onClose();
    },
  });
  return (
    <FormDialog
      title={t('title')}
      form={form}
      submitLabel={t('submit')}
      isPending={download.isPending}
      onClose={onClose}
      onSubmit={async ({ reason }) => {
        download.mutate(reason);
        return undefined;
      }}
    >
      <p className="text-muted">{t('text')}</p>
      <TextField control={form.control} name="reason" label={t('reason')} maxLength={200} autoFocus />
      <SelectBox
        label={t('as')}
        help={t('asHelp')}
        value={as}
        options={fileFormats.map((value) => ({ value, label: t(`formats.${value}`) }))}
        onChange={(value) => setAs(value as FileFormat)}
      />
      <SlowNotice isWaiting={download.isPending} waitingFor={t('waiting')} />
    </FormDialog>
  );
}
