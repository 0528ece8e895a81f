'use client';

import { Ban, FileX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { postJson } from '@/app/session/post-file';
import { useSingleMutation } from '@/app/session/use-single-mutation';
import { Button } from '@/components/button';
import { Progress } from '@/components/progress';
import { StatePanel } from '@/components/state-panel';
import { toastError } from '@/components/toasts';
import { useRefusalWords } from '@/components/use-refusal-words';
import { asName } from './as-name';
import type { ImportedFile } from './import-queries';

type FileProgressProps = { address: string; file: ImportedFile; again: ReactNode; onChanged: () => Promise<unknown> };

/** How far a file is that is checked or imported, which can be cancelled; or why nothing came of it. */
export function FileProgress({ address, file, again, onChanged }: FileProgressProps) {
  const t = useTranslations('imports');
  const ofFiles = useTranslations('batches.import');
  const refusals = useRefusalWords();
  const { id, state, rows, rowsDone, failure, refusal } = file;
  const name = file.fileName || t('recent.noName');
  const cancel = useSingleMutation({
    mutationFn: () => postJson(`${address}/files/${id}/cancel`, {}),
    onError: ({ message }) => toastError(t('notCancelled', { message: refusals(message) })),
    onSettled: () => void onChanged(),
  });
  if (state === 'cancelled') {
    return (
      <StatePanel
        role="status"
        icon={<Ban />}
        title={ofFiles.rich('cancelled', { name, file: asName })}
        actions={again}
      >
        {t('ended.forgotten')}
      </StatePanel>
    );
  }
  if (state === 'failed') {
    return (
      <StatePanel role="alert" icon={<FileX />} title={ofFiles.rich('notRead', { name, file: asName })} actions={again}>
        {failure === 'refused' && ofFiles('notReadWhy', { message: refusals(refusal ?? '') })}
        {failure === 'fault' && ofFiles('fault')}
        {failure === 'no_access' && t('ended.noAccess')}
      </StatePanel>
    );
  }
  const isImport = state === 'importing';
  return (
    <>
      <div role="status">
        <Progress
          label={t.rich(isImport ? 'adding' : 'checking', { name, file: asName })}
          value={rows > 0 ? rowsDone : null}
          max={Math.max(1, rows)}
        />
        <p className="mt-3 max-w-prose text-13 text-muted">{ofFiles('comeBack')}</p>
      </div>
      <div>
        <Button onPress={() => cancel.mutate()} isPending={cancel.isPending}>
          {isImport ? t('cancelImport') : ofFiles('cancelCheck')}
        </Button>
      </div>
    </>
  );
}
