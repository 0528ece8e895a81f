'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { refusalText } from '@/app/session/refusal-text';
import { toastError, toastInfo, toastSuccess } from '@/components/toasts';
import { undoCodeOperationAction } from '../batch-actions';
import { codeLists } from '../code-queries';

/** Says what a bulk action changed, and offers to undo it; the undo says what it could not take back. */
export function useBulkDone(couponId: number) {
  const t = useTranslations('batches');
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: codeLists(couponId) });
  const undo = useMutation({
    mutationFn: (operationId: number) => undoCodeOperationAction({ couponId, operationId }),
    onSuccess: (result) => {
      if (!result.ok) return toastError(refusalText(result));
      const { undone, left } = result.value;
      const why = (['sold', 'redeemed', 'voided', 'deleted', 'available'] as const)
        .filter((status) => left[status] > 0)
        .map((status) => t(`bulk.left.${status}`, { count: left[status] }));
      const say = undone > 0 ? toastSuccess : toastInfo;
      say(t('bulk.undone', { count: undone }), why.length > 0 ? { description: why.join(' ') } : {});
    },
    onError: () => toastError(t('failed.offline')),
    onSettled: refresh,
  });
  return (action: 'delete' | 'restore', { operationId, changed }: { operationId: number | null; changed: number }) => {
    void refresh();
    const onPress = () => operationId !== null && undo.mutate(operationId);
    toastSuccess(
      t('bulk.done', { action, count: changed }),
      operationId === null ? {} : { action: { label: t('bulk.undo'), onPress } },
    );
  };
}
