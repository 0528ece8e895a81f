'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { postJson } from '@/app/session/post-file';
import { useSingleMutation } from '@/app/session/use-single-mutation';
import { Button, LinkButton } from '@/components/button';
import { Progress } from '@/components/progress';
import { toastError } from '@/components/toasts';
import { useRefusalWords } from '@/components/use-refusal-words';
import { whenNeeded } from '@/components/when-needed';
import { asName } from './as-name';
import { FileProgress } from './file-progress';
import { ImportDone } from './import-done';
import type { ImportedFile } from './import-queries';
import type { ImportScreenProps } from './import-screen-props';
import type { Confirmed } from './table-head-query';

/** With the rows of a table, for what was checked alone. Where it cannot be loaded, a press on what is in its place tries again. */
export const ImportResult = whenNeeded(() => import('./import-result').then((module) => module.ImportResult), Opening);

function Opening({ file }: { file: { fileName: string } }) {
  const t = useTranslations('batches.import');
  return (
    <div role="status">
      <Progress label={t.rich('opening', { name: file.fileName, file: asName })} value={null} max={1} />
    </div>
  );
}

type ImportStepsProps = Pick<ImportScreenProps, 'address' | 'words' | 'list'> & {
  file: ImportedFile;
  again: ReactNode;
  /** Goes back to how the file is read, while the page still has it. */
  onReadAgain: (() => void) | null;
  onChanged: () => Promise<unknown>;
};

/** A file that was sent: its check, the result of that, its import, and what came of it. */
export function ImportSteps({ address, file, words, list, again, onReadAgain, onChanged }: ImportStepsProps) {
  const t = useTranslations('imports');
  const refusals = useRefusalWords();
  const { id, state, checked, imported } = file;
  const [isOfPress, setOfPress] = useState(false);
  const start = useSingleMutation({
    mutationFn: (confirmed: Confirmed) => postJson(`${address}/files/${id}/import`, confirmed),
    onSuccess: () => {
      setOfPress(true);
      return onChanged();
    },
    onError: ({ message }) => {
      toastError(t('notStarted', { message: refusals(message) }));
      void onChanged();
    },
  });
  if (checked) {
    return (
      <ImportResult {...{ address, file, checked, words }} isStarting={start.isPending} onImport={start.mutate}>
        {onReadAgain && <Button onPress={onReadAgain}>{t('readAgain')}</Button>}
        {again}
      </ImportResult>
    );
  }
  if (state === 'done' || (imported && state !== 'importing')) {
    return (
      <ImportDone {...{ address, file, isOfPress, words }} onUndoStarted={() => void onChanged()}>
        <LinkButton look="primary" href={list}>
          {words.see}
        </LinkButton>
        {again}
      </ImportDone>
    );
  }
  return <FileProgress {...{ address, file, again, onChanged }} />;
}
