'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ReadError } from '@/app/session/desk-client';
import { postFile } from '@/app/session/post-file';
import { Button, LinkButton } from '@/components/button';
import { FileDrop } from '@/components/file-drop';
import { FormAlert } from '@/components/form';
import { Progress } from '@/components/progress';
import type { CheckedFile } from '@/lib/domain/coupons/imports/import-file';
import { importedBytes } from '@/lib/domain/coupons/imports/schemas';
import { directoryRoutes, type LinkedDirectoryKind, uploadAddress } from './directory-kind';
import { type ImportedEntry, ImportResult } from './import-result';
import { useRefreshed } from './use-entry-actions';

/** A file's dry run, then one press. The file stays in the browser and is sent again with each step. */
export function ImportScreen({ kind }: { kind: LinkedDirectoryKind }) {
  const address = uploadAddress(kind);
  const t = useTranslations('directory');
  const refresh = useRefreshed(kind);
  const [file, setFile] = useState<File | null>(null);
  const check = useMutation({
    mutationFn: async (chosen: File) => {
      if (chosen.size > importedBytes) throw new Error(t('importing.tooLarge'));
      return postFile<CheckedFile<ImportedEntry>>(address, chosen);
    },
    onMutate: setFile,
  });
  const add = useMutation({
    mutationFn: (chosen: File) =>
      postFile<{ added: number }>(
        `${address}/import?${new URLSearchParams({ fileName: chosen.name.slice(0, 200) })}`,
        chosen,
      ),
    onSuccess: refresh,
  });
  const startOver = () => {
    check.reset();
    add.reset();
  };
  const again = <Button onPress={startOver}>{t('importing.another')}</Button>;
  const error = check.error ?? add.error;
  const name = file?.name ?? '';

  return (
    <section className="card flex max-w-[1200px] flex-col gap-5 p-5">
      <FormAlert message={error ? refusal(error) : undefined} />
      {add.data ? (
        <>
          <p role="status" className="font-medium">
            {t(`${kind}.imported`, { count: add.data.added })}
          </p>
          <div className="flex flex-wrap gap-2">
            <LinkButton look="primary" href={directoryRoutes(kind).list()}>
              {t(`${kind}.see`)}
            </LinkButton>
            {again}
          </div>
        </>
      ) : check.isPending || add.isPending ? (
        <div role="status">
          <Progress
            label={t(add.isPending ? 'importing.adding' : 'importing.reading', { name })}
            value={null}
            max={1}
          />
        </div>
      ) : check.data && file ? (
        <ImportResult
          kind={kind}
          address={address}
          file={file}
          checked={check.data}
          again={again}
          onImport={() => add.mutate(file)}
        />
      ) : (
        <FileDrop
          label={t('importing.drop')}
          chooseLabel={t('importing.choose')}
          help={t(`${kind}.dropHelp`)}
          accept={['.csv', 'text/csv', 'text/plain']}
          onFile={(chosen) => check.mutate(chosen)}
        />
      )}
    </section>
  );

  function refusal(failed: Error): string {
    const { message } = failed;
    return failed instanceof ReadError && failed.status === 400
      ? t('importing.failed', { message })
      : t('importing.failedOther', { message });
  }
}
