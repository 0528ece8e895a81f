'use client';

import { useMutation } from '@tanstack/react-query';
import { Download, Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { saveDownload } from '@/app/(desk)/save-download';
import { refusalText } from '@/app/session/refusal-text';
import { Button } from '@/components/button';
import { toastError } from '@/components/toasts';
import type { CodeUpload } from '@/lib/domain/coupons/codes/code-upload';
import { importUploadAction } from '../batch-actions';

export type CheckedUpload = Omit<CodeUpload, 'createdAt'>;
type ImportResultProps = { upload: CheckedUpload; again: ReactNode; onImported: () => void };

const results = ['good', 'malformed', 'wrongCheck', 'duplicate', 'existing'] as const;

/** The dry run's results; one press then imports what is good. */
export function ImportResult({ upload, again, onImported }: ImportResultProps) {
  const t = useTranslations('batches.import');
  const tBatches = useTranslations('batches');
  const { id: uploadId, couponId, fileName, rows, good } = upload;
  const start = useMutation({
    mutationFn: () => importUploadAction({ couponId, uploadId }),
    onSuccess: (result) => (result.ok ? onImported() : toastError(refusalText(result))),
    onError: () => toastError(tBatches('failed.offline')),
  });
  const bad = useMutation({
    mutationFn: () => saveDownload(`/api/desk/uploads/codes/${uploadId}/bad-rows?couponId=${couponId}`),
    onError: (error) => toastError(tBatches('export.failed', { message: error.message })),
  });
  return (
    <section className="card flex max-w-[1200px] flex-col gap-5 p-5">
      <h2 className="text-base font-semibold wrap-anywhere">{t('result', { name: fileName, rows })}</h2>
      <table className="w-full max-w-lg">
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('meaning')}</th>
            <th scope="col">{t('rows')}</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-separator">
          {results
            .filter((result) => result === 'good' || upload[result] > 0)
            .map((result) => (
              <tr key={result}>
                <th scope="row" className="py-2 text-start font-normal">
                  {t(`rowResult.${result}`)}
                </th>
                <td className="figures py-2 text-end font-medium">{upload[result].toLocaleString('en-US')}</td>
              </tr>
            ))}
        </tbody>
      </table>
      {good === 0 && <p className="text-muted">{t('nothing')}</p>}
      <div className="flex flex-wrap gap-2">
        {good > 0 && (
          <Button look="primary" icon={<Upload />} onPress={() => start.mutate()} isPending={start.isPending}>
            {t('submit', { count: good })}
          </Button>
        )}
        {good < rows && (
          <Button icon={<Download />} onPress={() => bad.mutate()} isPending={bad.isPending}>
            {t('badRows')}
          </Button>
        )}
        {again}
      </div>
    </section>
  );
}
