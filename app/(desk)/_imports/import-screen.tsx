'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { ReadError } from '@/app/session/desk-client';
import { postFile } from '@/app/session/post-file';
import { useSingleMutation } from '@/app/session/use-single-mutation';
import { Button, LinkButton } from '@/components/button';
import { FileDrop } from '@/components/file-drop';
import { FormAlert } from '@/components/form';
import { Progress } from '@/components/progress';
import { useRefusalWords } from '@/components/use-refusal-words';
import { importedBytes } from '@/lib/domain/coupons/imports/schemas';
import type { CheckedFile } from '@/lib/domain/coupons/imports/summarize-rows';
import { ImportDone } from './import-done';
import { ImportResult, type Words } from './import-result';
import { type FormChoice, ReadTable } from './read-table';
import { RecentImports } from './recent-imports';
import { addressOf, type Confirmed, importAddressOf, type SentTable } from './table-head-query';

export type ImportScreenProps = {
  /** Where files of this kind are taken in. */
  address: string;
  forms: readonly FormChoice[];
  words: Words & {
    dropHelp: string;
    imported: (count: number) => string;
    undone: (count: number) => string;
    see: ReactNode;
  };
  list: string;
  /** Reads again what the import changed. */
  onChanged: () => Promise<void> | void;
};

type Imported = { added: number; id: number | null };

/** As what a file is read, its dry run, then one press. The file stays in the browser and is sent again with each step. */
export function ImportScreen({ address, forms, words, list, onChanged }: ImportScreenProps) {
  const t = useTranslations('imports');
  const refusals = useRefusalWords();
  const [file, setFile] = useState<File | null>(null);
  const [isTooLarge, setTooLarge] = useState(false);
  const [reading, setReading] = useState<SentTable | null>(null);
  const check = useSingleMutation({
    mutationFn: (of: { file: File; reading: SentTable }) =>
      postFile<CheckedFile>(addressOf(address, of.reading), of.file),
    onMutate: (of) => setReading(of.reading),
  });
  const add = useSingleMutation({
    mutationFn: (of: { file: File; reading: SentTable } & Confirmed) =>
      postFile<Imported>(
        importAddressOf(address, of.file, { ...of.reading, confirmed: of.confirmed, meant: of.meant }),
        of.file,
      ),
    onSuccess: () => onChanged(),
  });
  const readAgain = () => {
    check.reset();
    add.reset();
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
  const error = check.error ?? add.error;

  return (
    <div className="flex flex-col gap-6">
      <section className="card flex max-w-[1200px] flex-col gap-5 p-5">
        <FormAlert message={isTooLarge ? t('tooLarge') : error ? refusal(error) : undefined} />
        {shown()}
      </section>
      {!file && <RecentImports address={address} onUndone={onChanged} />}
    </div>
  );

  function shown() {
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
    if (check.isPending || add.isPending) {
      const label = t(add.isPending ? 'adding' : 'checking', { name: file.name });
      return (
        <div role="status">
          <Progress label={label} value={null} max={1} />
        </div>
      );
    }
    if (add.data) {
      return (
        <ImportDone address={address} fileName={file.name} imported={add.data} words={words} onUndone={onChanged}>
          <LinkButton look="primary" href={list}>
            {words.see}
          </LinkButton>
          {again}
        </ImportDone>
      );
    }
    if (check.data && reading) {
      return (
        <ImportResult
          address={address}
          file={file}
          reading={reading}
          checked={check.data}
          words={words}
          onImport={(confirmed) => add.mutate({ file, reading, ...confirmed })}
        >
          <Button onPress={readAgain}>{t('readAgain')}</Button>
          {again}
        </ImportResult>
      );
    }
    const onRead = (next: SentTable) => check.mutate({ file, reading: next });
    return <ReadTable {...{ address, file, forms, again, onRead }} called={words.called} />;
  }

  function refusal(failed: Error): string {
    const message = refusals(failed.message);
    return failed instanceof ReadError && failed.status === 400
      ? t('failed', { message })
      : t('failedOther', { message });
  }
}
