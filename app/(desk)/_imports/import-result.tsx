'use client';

import { useMutation } from '@tanstack/react-query';
import { Download, TriangleAlert, Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/button';
import { toastError } from '@/components/toasts';
import { useRefusalWords } from '@/components/use-refusal-words';
import { useShown } from '@/components/use-shown';
import { rowResults } from '@/lib/domain/coupons/imports/import-kind';
import type { CheckedFile } from '@/lib/domain/coupons/imports/summarize-rows';
import { saveDownload } from '../save-download';
import { asName } from './as-name';
import { ImportRows, type RowWords } from './import-rows';
import type { Confirmed } from './table-head-query';

export type Words = RowWords & { submit: (count: number) => string };

type ImportResultProps = {
  address: string;
  file: { id: number; fileName: string };
  checked: CheckedFile;
  words: Words;
  isStarting: boolean;
  onImport: (confirmed: Confirmed) => void;
  /** What else can be done now. */
  children: ReactNode;
};

/** The dry run's results, some rows to look at, and what can be done now. */
export function ImportResult(props: ImportResultProps) {
  const { address, file, checked, words, isStarting, onImport, children } = props;
  const t = useTranslations('imports');
  const refusals = useRefusalWords();
  const { rows, counts, noted, warned } = checked;
  const [isConfirmed, setConfirmed] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const isShown = useShown(isAsked);
  const asks = counts.new > 0 && counts.not_data > 0;
  const save = useMutation({
    mutationFn: () => saveDownload(`${address}/files/${file.id}/left-out`),
    onError: ({ message }) => toastError(t('downloadFailed', { message: refusals(message) })),
  });
  return (
    <>
      <div role="status" className="flex flex-col gap-4">
        <h2 className="text-base font-semibold wrap-anywhere">
          {t.rich('result', { name: file.fileName || t('recent.noName'), rows, file: asName })}
        </h2>
        <dl className="flex flex-wrap gap-x-8 gap-y-3">
          {rowResults
            .filter((result) => result === 'new' || counts[result] > 0)
            .map((result) => (
              <div key={result} className="flex flex-col">
                <dt className="text-13 text-muted">{t(`rowResult.${result}`)}</dt>
                <dd className="figures text-xl font-semibold">{counts[result].toLocaleString('en-US')}</dd>
              </div>
            ))}
        </dl>
      </div>
      {warned > 0 && (
        <p className="flex max-w-2xl gap-2 rounded-lg bg-danger-soft p-3 text-pretty text-danger-soft-foreground">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {t('warned', { count: warned })}
        </p>
      )}
      {noted > 0 && <p className="max-w-prose">{t('noted', { count: noted })}</p>}
      {asks && (
        <div className="flex max-w-2xl flex-col gap-3 rounded-lg bg-warning-soft p-3 text-warning-soft-foreground">
          <p>{t('notData', { count: counts.not_data })}</p>
          <label className="flex items-start gap-2.5">
            <input
              type="checkbox"
              className="select-box mt-0.5 shrink-0"
              checked={isConfirmed}
              onChange={(event) => setConfirmed(event.target.checked)}
            />
            <span>{t('leaveOut')}</span>
          </label>
        </div>
      )}
      {counts.new === 0 && <p className="text-muted">{t('nothing')}</p>}
      <div className="flex flex-wrap gap-2">
        {counts.new > 0 && (
          <Button
            look="primary"
            icon={<Upload />}
            isDisabled={asks && !isConfirmed}
            isHeld={isAsked && !isShown}
            isPending={isStarting}
            onPress={() =>
              warned > 0 && !isAsked ? setAsked(true) : onImport({ confirmed: isConfirmed, meant: isAsked })
            }
          >
            {isAsked ? t('anyway', { submit: words.submit(counts.new) }) : words.submit(counts.new)}
          </Button>
        )}
        {(counts.new < rows || noted + warned > 0) && (
          <Button icon={<Download />} onPress={() => save.mutate()} isPending={save.isPending}>
            {t('leftOut')}
          </Button>
        )}
        {children}
      </div>
      <ImportRows checked={checked} words={words} />
    </>
  );
}
