'use client';

import { Ban, FileX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { refusalText } from '@/app/session/refusal-text';
import { useSingleMutation } from '@/app/session/use-single-mutation';
import { Button } from '@/components/button';
import { Progress } from '@/components/progress';
import { StatePanel } from '@/components/state-panel';
import { toastError } from '@/components/toasts';
import { useRefusalWords } from '@/components/use-refusal-words';
import { asName } from '../../../../_imports/as-name';
import { cancelUploadAction } from '../batch-actions';
import type { CheckedUpload } from './checked-upload';

type UploadProgressProps = { upload: CheckedUpload; again: ReactNode; onChanged: () => Promise<unknown> };

/** How far a file is that is read and compared, which can be cancelled; or why there will be no result. */
export function UploadProgress({ upload, again, onChanged }: UploadProgressProps) {
  const t = useTranslations('batches.import');
  const tBatches = useTranslations('batches');
  const words = useRefusalWords();
  const { couponId, id: uploadId, fileName: name, state } = upload;
  const cancel = useSingleMutation({
    mutationFn: () => cancelUploadAction({ couponId, uploadId }),
    onSuccess: async (result) => {
      if (!result.ok) toastError(refusalText(result));
      await onChanged();
    },
    onError: () => toastError(tBatches('failed.offline')),
  });
  if (state === 'cancelled' || state === 'failed') {
    const isCancelled = state === 'cancelled';
    const why = upload.failure === null ? t('fault') : t('notReadWhy', { message: words(upload.failure) });
    return (
      <section className="card max-w-[1200px]" role={isCancelled ? 'status' : 'alert'}>
        <StatePanel
          icon={isCancelled ? <Ban /> : <FileX />}
          title={t.rich(isCancelled ? 'cancelled' : 'notRead', { name, file: asName })}
          actions={again}
        >
          {isCancelled ? t('cancelledText') : why}
        </StatePanel>
      </section>
    );
  }
  return (
    <section className="card flex max-w-[1200px] flex-col gap-4 p-5">
      <div role="status">
        {state === 'checking' ? (
          <Progress
            label={t.rich('checking', { name, file: asName })}
            value={upload.checkedToLine}
            max={upload.readToLine}
            asShare
          />
        ) : (
          <Progress
            label={t.rich('readingRows', { name, file: asName, rows: upload.rows })}
            value={upload.bytesRead < upload.bytes ? upload.bytesRead : null}
            max={upload.bytes}
            asShare
          />
        )}
        <p className="mt-3 max-w-prose text-13 text-muted">
          {t('checkingHelp')} {t('comeBack')}
        </p>
      </div>
      <div>
        <Button onPress={() => cancel.mutate()} isPending={cancel.isPending}>
          {t('cancelCheck')}
        </Button>
      </div>
    </section>
  );
}
