'use client';

import { useQuery } from '@tanstack/react-query';
import { FileX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { parseAsInteger, useQueryState } from 'nuqs';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { ReadError } from '@/app/session/desk-client';
import { useSingleMutation } from '@/app/session/use-single-mutation';
import { Button } from '@/components/button';
import { FileDrop } from '@/components/file-drop';
import { FormAlert } from '@/components/form-alert';
import { Progress } from '@/components/progress';
import { StatePanel } from '@/components/state-panel';
import { useRefusalWords } from '@/components/use-refusal-words';
import { whenNeeded } from '@/components/when-needed';
import { importedBytes } from '@/lib/domain/coupons/imports/imported-bytes';
import { ReadFailed } from '../read-failed';
import { asName } from './as-name';
import { fileQuery } from './import-queries';
import type { ImportScreenProps } from './import-screen-props';
import { ImportResult, ImportSteps } from './import-steps';
import { RecentImports } from './recent-imports';
import { type SentTable, sendTable } from './table-head-query';

/** What follows once there is a file is loaded after the page. Where that fails, a file is chosen again. */
const ReadTable = whenNeeded(() => import('./read-table').then((module) => module.ReadTable), Opening);

/** Until it is loaded. */
function Opening({ file }: { file: File }) {
  const t = useTranslations('batches.import');
  return <Waiting label={t.rich('opening', { name: file.name, file: asName })} />;
}

/**
 * As what a file is read, its check, then one press. Its number is in the address once it is sent: a reload, or coming back later,
 * continues where it was.
 */
export function ImportScreen({ address, forms, words, list, onChanged }: ImportScreenProps) {
  const t = useTranslations('imports');
  const ofFiles = useTranslations('batches.import');
  const refusals = useRefusalWords();
  const [fileId, setFileId] = useQueryState('file', parseAsInteger.withOptions({ history: 'push' }));
  const [file, setFile] = useState<File | null>(null);
  const [isTooLarge, setTooLarge] = useState(false);
  const { data: sent, error, refetch } = useQuery(fileQuery(address, fileId));
  const send = useSingleMutation({
    mutationFn: (of: { file: File; reading: SentTable }) => sendTable(address, of.file, of.reading),
    onSuccess: ({ id }) => setFileId(id),
  });
  useEffect(() => {
    ReadTable.preload();
    ImportResult.preload();
  }, []);
  const changed = useEffectEvent(() => void onChanged());
  const hasChanged = sent?.imported && !['importing', 'checking'].includes(sent.state);
  const undone = sent?.imported?.undone ?? null;
  useEffect(() => {
    if (hasChanged || undone !== null) changed();
  }, [hasChanged, undone]);
  const readAgain = () => {
    send.reset();
    void setFileId(null);
  };
  const startOver = () => {
    readAgain();
    setFile(null);
  };
  const choose = (chosen: File) => {
    setTooLarge(chosen.size > importedBytes);
    if (chosen.size <= importedBytes) setFile(chosen);
  };
  const again = <Button onPress={startOver}>{t('another')}</Button>;

  return (
    <div className="flex flex-col gap-6">
      <section className="card flex max-w-[1200px] flex-col gap-5 p-5">
        <FormAlert message={isTooLarge ? t('tooLarge') : send.error ? refusal(send.error) : undefined} />
        {fileId === null ? chosen() : ofSent()}
      </section>
      {!file && fileId === null && (
        <RecentImports address={address} onOpen={(id) => void setFileId(id)} onUndone={onChanged} />
      )}
    </div>
  );

  function chosen() {
    if (!file) {
      return (
        <FileDrop
          label={t('drop')}
          chooseLabel={t('choose')}
          help={words.dropHelp}
          accept={['.csv', '.txt', '.tsv', '.xlsx', '.ods', 'text/csv', 'text/plain']}
          onFile={choose}
        />
      );
    }
    if (send.isPending) return <Waiting label={ofFiles.rich('sending', { name: file.name, file: asName })} />;
    const onRead = (reading: SentTable) => send.mutate({ file, reading });
    return <ReadTable {...{ address, file, forms, again, onRead }} called={words.called} onNotLoaded={startOver} />;
  }

  function ofSent() {
    if (error instanceof ReadError && error.status === 404) {
      return <StatePanel icon={<FileX />} title={ofFiles('gone')} actions={again} />;
    }
    if (error && !sent) return <ReadFailed error={error} onRetry={() => void refetch()} />;
    if (!sent) return <Waiting label={t.rich('checking', { name: file?.name ?? '', file: asName })} />;
    const steps = { address, file: sent, words, list, again, onChanged: refetch };
    return <ImportSteps key={sent.id} {...steps} onReadAgain={file && readAgain} />;
  }

  function refusal(failed: Error): string {
    const message = refusals(failed.message);
    return failed instanceof ReadError && failed.status === 400
      ? t('failed', { message })
      : t('failedOther', { message });
  }
}

function Waiting({ label }: { label: ReactNode }) {
  return (
    <div role="status">
      <Progress label={label} value={null} max={1} />
    </div>
  );
}
