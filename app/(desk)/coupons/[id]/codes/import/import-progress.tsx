'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect } from 'react';
import { refusalText } from '@/app/session/refusal-text';
import { useSingleMutation } from '@/app/session/use-single-mutation';
import { Button, LinkButton } from '@/components/button';
import { Progress } from '@/components/progress';
import { toastError } from '@/components/toasts';
import { routes } from '@/lib/core/routes';
import { asName } from '../../../../_imports/as-name';
import { ReadFailed } from '../../../../read-failed';
import { cancelBatchAction, changeCodesAction } from '../batch-actions';
import { BatchNote } from '../batches/batch-note';
import { batchQuery, isAtWork, whileAtWork } from '../batches/batch-queries';
import { codeLists } from '../code-queries';
import type { CheckedUpload } from './checked-upload';

type ImportProgressProps = { upload: CheckedUpload; batchId: number; again: ReactNode };

export function ImportProgress({ upload, batchId, again }: ImportProgressProps) {
  const t = useTranslations('batches');
  const { couponId } = upload;
  const queryClient = useQueryClient();
  const { data: batch, ...query } = useQuery({
    ...batchQuery(couponId, batchId),
    refetchInterval: ({ state }) => (state.data ? whileAtWork([state.data]) : 1000),
  });
  const cancel = useSingleMutation({
    mutationFn: () => cancelBatchAction({ couponId, batchId }),
    onSuccess: (result) => (result.ok ? query.refetch() : toastError(refusalText(result))),
    onError: () => toastError(t('failed.offline')),
  });
  const undo = useSingleMutation({
    mutationFn: () =>
      changeCodesAction({
        ...{ couponId, action: 'delete', selection: { filter: { batchId } }, reason: t('import.undoReason') },
      }),
    onSuccess: (result) =>
      result.ok ? queryClient.invalidateQueries({ queryKey: codeLists(couponId) }) : toastError(refusalText(result)),
    onError: () => toastError(t('failed.offline')),
  });
  const undone = undo.data?.ok ? undo.data.value : null;
  const isDone = batch !== undefined && !isAtWork(batch);
  useEffect(() => {
    if (isDone) void queryClient.invalidateQueries({ queryKey: codeLists(couponId) });
  }, [isDone, queryClient, couponId]);
  if (query.error && !batch) {
    return <ReadFailed error={query.error} onRetry={() => query.refetch()} />;
  }
  return (
    <section className="card flex max-w-[1200px] flex-col gap-4 p-5">
      <Progress
        label={t.rich('import.progress', { name: upload.fileName, file: asName })}
        value={batch?.issued ?? null}
        max={batch?.requested ?? 1}
      />
      <div role="status" className="flex flex-col gap-1">
        {batch && isDone && (
          <p className="font-medium">
            {undone ? t('import.undone', { count: undone.changed }) : t('import.done', { count: batch.issued })}
          </p>
        )}
        {batch && <BatchNote batch={batch} />}
      </div>
      <div className="flex flex-wrap gap-2">
        {isDone ? (
          <LinkButton look="primary" href={routes.couponCodes(couponId, batchId)}>
            {t('import.seeCodes')}
          </LinkButton>
        ) : (
          <Button onPress={() => cancel.mutate()} isPending={cancel.isPending}>
            {t('list.action.cancel')}
          </Button>
        )}
        {batch && isDone && batch.issued > 0 && !undone && (
          <Button icon={<Undo2 />} onPress={() => undo.mutate()} isPending={undo.isPending}>
            {t('import.undo')}
          </Button>
        )}
        <LinkButton href={routes.codeBatches(couponId)}>{t('import.seeBatches')}</LinkButton>
        {isDone && again}
      </div>
    </section>
  );
}
