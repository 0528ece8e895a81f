'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { FileX, Search } from 'lucide-react';
import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { useState } from 'react';
import { FirstRows } from '@/app/(desk)/_imports/first-rows';
import { Button } from '@/components/button';
import { FormAlert } from '@/components/form-alert';
import { Progress } from '@/components/progress';
import { StatePanel } from '@/components/state-panel';
import { useRefusalWords } from '@/components/use-refusal-words';
import type { Chosen } from '@/lib/core/file-reading/read-head';
import { formatDate } from '@/lib/core/time';
import { asName } from '../../../../_imports/as-name';
import type { ChosenFile } from './choose-file';
import { fileHeadQuery, type SentReading, sendFile } from './file-head-query';
import { ReadingFields } from './reading-fields';

type ReadFileProps = {
  couponId: number;
  chosenFile: ChosenFile;
  onAnother: () => void;
  onSent: (uploadId: number) => void;
};

/** As what a file is read, before any of its rows counts: each choice can be changed, and what is not sure is asked. */
export function ReadFile({ couponId, chosenFile, onAnother, onSent }: ReadFileProps) {
  const t = useTranslations('batches.import');
  const locale = useLocale();
  const words = useRefusalWords();
  const timeZone = useTimeZone();
  const { file } = chosenFile;
  const [chosen, setChosen] = useState<Chosen>({});
  const [isTried, setTried] = useState(false);
  const [shape, setShape] = useState<string | null>(null);
  const { data: head, error, isPlaceholderData } = useQuery(fileHeadQuery(couponId, file, chosen));
  const send = useMutation({
    mutationFn: (reading: SentReading) => sendFile(couponId, chosenFile, reading),
    onSuccess: ({ uploadId }) => onSent(uploadId),
  });
  // Known of the file as it was found, and no more once something of it is chosen.
  if (head?.shape && head.shape !== shape) setShape(head.shape);
  const another = <Button onPress={onAnother}>{t('another')}</Button>;
  const change = (next: Chosen) => {
    send.reset();
    setTried(false);
    setChosen(next);
  };

  if (error) {
    return (
      <section className="card max-w-[1200px]" role="alert">
        <StatePanel icon={<FileX />} title={t.rich('notRead', { name: file.name, file: asName })} actions={another}>
          {t('notReadWhy', { message: words(error.message) })}
        </StatePanel>
      </section>
    );
  }
  if (!head || send.isPending) {
    return (
      <section className="card max-w-[1200px] p-5" role="status">
        <Progress
          label={t.rich(head ? 'sending' : 'opening', { name: file.name, file: asName })}
          value={null}
          max={1}
        />
        {head && (
          <p className="mt-3 text-13 text-muted">
            {t('reading')} {t('leave')}
          </p>
        )}
      </section>
    );
  }
  const { encoding, delimiter, sheet, headerRow, column, questions, readAt } = head;
  const check = () => {
    if (questions.length > 0 || column === null) return setTried(true);
    send.mutate({ encoding, delimiter, sheet, headerRow, column, shape: shape ?? undefined });
  };
  const isCode = (at: number) => at === column && !questions.includes('column');
  const failed = send.error ? t('failed', { message: words(send.error.message) }) : undefined;
  return (
    <section className="card flex max-w-[1200px] flex-col gap-5 p-5">
      <div>
        <h2 className="text-base font-semibold wrap-anywhere">
          {t.rich('read.title', { name: file.name, file: asName })}
        </h2>
        <p className="mt-0.5 max-w-prose text-13 text-muted" role="status">
          {questions.length > 0
            ? t('read.questions', { count: questions.length })
            : readAt
              ? t('read.asBefore', { date: formatDate(readAt, { locale, ...(timeZone ? { timeZone } : {}) }) })
              : t('read.sure')}
        </p>
      </div>
      <FormAlert message={isTried ? t('read.unanswered') : failed} />
      <ReadingFields head={head} chosen={chosen} isTried={isTried} onChange={change} />
      <FirstRows
        head={head}
        isStale={isPlaceholderData}
        isCode={isCode}
        readAs={(at) => (isCode(at) ? t('read.codes') : undefined)}
      />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" icon={<Search />} onPress={check} isDisabled={isPlaceholderData}>
          {t('read.submit')}
        </Button>
        {another}
      </div>
    </section>
  );
}
