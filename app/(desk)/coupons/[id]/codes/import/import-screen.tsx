'use client';

import { useQuery } from '@tanstack/react-query';
import { FileX } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { parseAsInteger, useQueryState } from 'nuqs';
import { useState } from 'react';
import { deskClient, ReadError, read } from '@/app/session/desk-client';
import { Button } from '@/components/button';
import { Progress } from '@/components/progress';
import { StatePanel } from '@/components/state-panel';
import { asName } from '../../../../_imports/as-name';
import { ReadFailed } from '../../../../read-failed';
import type { LimitedCoupon } from '../use-over-limit';
import { ChooseFile, type ChosenFile } from './choose-file';
import { ImportProgress } from './import-progress';
import { ImportResult } from './import-result';
import { ReadFile } from './read-file';
import { UploadProgress } from './upload-progress';

const isAtWork = (state: string) => ['receiving', 'reading', 'checking'].includes(state);

/**
 * A file is chosen, read as was agreed, checked, and imported. Its number is in the address once it is sent: a reload, or
 * coming back later, continues where it was.
 */
export function ImportScreen({ coupon, codesOut }: LimitedCoupon & { coupon: { id: number } }) {
  const couponId = coupon.id;
  const router = useRouter();
  const t = useTranslations('batches.import');
  const [uploadId, setUploadId] = useQueryState('upload', parseAsInteger.withOptions({ history: 'push' }));
  const [chosen, setChosen] = useState<ChosenFile | null>(null);
  const upload = useQuery({
    queryKey: ['code-upload', couponId, uploadId],
    queryFn: () =>
      read(
        deskClient.uploads.codes[':id{[1-9][0-9]{0,14}}'].$get({
          param: { id: String(uploadId) },
          query: { couponId: String(couponId) },
        }),
      ),
    enabled: uploadId !== null,
    retry: (count, error) => !(error instanceof ReadError && error.status === 404) && count < 2,
    refetchInterval: ({ state }) => (state.data && !isAtWork(state.data.state) ? false : 700),
  });

  const startOver = () => {
    setChosen(null);
    // By now more codes may be out.
    router.refresh();
    void setUploadId(null);
  };
  if (uploadId === null) {
    if (chosen === null) return <ChooseFile onChosen={setChosen} />;
    return (
      <ReadFile couponId={couponId} chosenFile={chosen} onAnother={startOver} onSent={(id) => void setUploadId(id)} />
    );
  }
  const again = <Button onPress={startOver}>{t('another')}</Button>;
  if (upload.error instanceof ReadError && upload.error.status === 404) {
    return (
      <section className="card max-w-[1200px]">
        <StatePanel icon={<FileX />} title={t('gone')} actions={again} />
      </section>
    );
  }
  if (upload.error && !upload.data) {
    return <ReadFailed error={upload.error} onRetry={() => upload.refetch()} />;
  }
  const file = upload.data;
  if (!file) {
    return (
      <section className="card max-w-[1200px] p-5" role="status">
        <Progress label={t.rich('checking', { name: '', file: asName })} value={null} max={1} />
      </section>
    );
  }
  if (file.state !== 'checked')
    return <UploadProgress upload={file} again={again} onChanged={() => upload.refetch()} />;
  if (file.batchId !== null) return <ImportProgress upload={file} batchId={file.batchId} again={again} />;
  return (
    <ImportResult
      upload={file}
      limited={{ coupon, codesOut }}
      again={again}
      onImported={() => upload.refetch()}
      onReadAgain={chosen && (() => void setUploadId(null))}
    />
  );
}
