'use client';

import { useMutation } from '@tanstack/react-query';
import { Download, Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';
import { saveDownload } from '@/app/(desk)/save-download';
import { refusalText } from '@/app/session/refusal-text';
import { useSingleMutation } from '@/app/session/use-single-mutation';
import { Button } from '@/components/button';
import { FormAlert } from '@/components/form-alert';
import { toastError } from '@/components/toasts';
import type { BadResult } from '@/lib/core/entities/upload-row';
import type { Reading } from '@/lib/core/file-reading/reading';
import { asName } from '../../../../_imports/as-name';
import { importUploadAction } from '../batch-actions';
import { type LimitedCoupon, useOverLimit } from '../use-over-limit';
import type { BadRowsProps } from './bad-rows';
import type { CheckedUpload } from './checked-upload';
import { FileConcerns } from './file-concerns';

type ImportResultProps = {
  upload: CheckedUpload;
  limited: LimitedCoupon;
  again: ReactNode;
  onImported: () => void;
  /** Goes back to how the file is read, while the page still has it. */
  onReadAgain: (() => void) | null;
};

/** What came of its rows, and under which name these are listed. */
const badRows = {
  malformed: 'malformed',
  damaged: 'damaged',
  misaligned: 'misaligned',
  notData: 'not_data',
  wrongCheck: 'wrong_check',
  duplicate: 'duplicate',
  existing: 'existing',
} as const satisfies Record<string, BadResult>;
const bad = Object.keys(badRows) as (keyof typeof badRows)[];

// A file without bad rows should not bring it along.
const BadRows = lazy<ComponentType<BadRowsProps>>(() => import('./bad-rows').catch(() => ({ default: () => null })));

/** The dry run's results; one press then imports what is good. */
export function ImportResult({ upload, limited, again, onImported, onReadAgain }: ImportResultProps) {
  const t = useTranslations('batches.import');
  const tBatches = useTranslations('batches');
  const { id: uploadId, couponId, fileName, rows, good, reading } = upload;
  const [isConfirmed, setConfirmed] = useState(false);
  const [isTried, setTried] = useState(false);
  const asks = good > 0 && (upload.concerns.length > 0 || upload.notData > 0);
  const start = useSingleMutation({
    mutationFn: () => importUploadAction({ couponId, uploadId, confirmed: isConfirmed }),
    onSuccess: (result) => (result.ok ? onImported() : toastError(refusalText(result))),
    onError: () => toastError(tBatches('failed.offline')),
  });
  const save = useMutation({
    mutationFn: () => saveDownload(`/api/desk/uploads/codes/${uploadId}/bad-rows?couponId=${couponId}`),
    onError: (error) => toastError(tBatches('export.failed', { message: error.message })),
  });
  const readAs = ({ encoding, delimiter, sheet, headerRow, column }: Reading) =>
    encoding && delimiter
      ? t('readAs', {
          ...{ headerRow, column },
          encoding: t(`read.encodings.${encoding}`),
          delimiter: t(`read.delimiters.${delimiter}`),
        })
      : t('readAsSheet', { headerRow, column, sheet: sheet ?? 1 });
  const groups = bad
    .filter((result) => upload[result] > 0)
    .map((result) => ({ id: badRows[result], label: t(`rowResult.${result}`), rows: upload[result] }));
  const limit = useOverLimit(limited);
  const isAsked = limit.isAsked(good);
  const overLimit = good > 0 ? limit.wordsOf(good) : null;
  const submit = () => {
    if (asks && !isConfirmed) return setTried(true);
    if (limit.isMeant(good)) start.mutate();
  };
  return (
    <section className="card flex max-w-[1200px] flex-col gap-5 p-5">
      <div>
        <h2 className="text-base font-semibold wrap-anywhere">
          {t.rich('result', { name: fileName, rows, file: asName })}
        </h2>
        {reading && <p className="mt-0.5 text-13 text-muted">{readAs(reading)}</p>}
      </div>
      <FormAlert message={isTried && asks && !isConfirmed ? t('concern.unconfirmed') : undefined} />
      <table className="w-full max-w-lg">
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('meaning')}</th>
            <th scope="col">{t('rows')}</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-separator">
          {(['good', ...bad] as const)
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
      {overLimit && (
        <p
          role={isAsked ? 'alert' : 'note'}
          className={`max-w-2xl rounded-lg p-3 text-pretty ${isAsked ? 'bg-danger-soft text-danger-soft-foreground' : 'bg-warning-soft text-warning-soft-foreground'}`}
        >
          {overLimit}
        </p>
      )}
      {asks && <FileConcerns upload={upload} isConfirmed={isConfirmed} onConfirm={setConfirmed} />}
      {good === 0 && <p className="text-muted">{t('nothing')}</p>}
      <div className="flex flex-wrap gap-2">
        {good > 0 && (
          <Button
            look="primary"
            icon={<Upload />}
            onPress={submit}
            isPending={start.isPending}
            isHeld={isAsked && limit.isHeld}
          >
            {t(isAsked ? 'submitAnyway' : 'submit', { count: good })}
          </Button>
        )}
        {good < rows && (
          <Button icon={<Download />} onPress={() => save.mutate()} isPending={save.isPending}>
            {t('badRows')}
          </Button>
        )}
        {onReadAgain && <Button onPress={onReadAgain}>{t('readAgain')}</Button>}
        {again}
      </div>
      {good < rows && (
        <Suspense fallback={null}>
          <BadRows upload={upload} groups={groups} />
        </Suspense>
      )}
    </section>
  );
}
