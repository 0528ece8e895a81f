'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useWithLimitReason } from '@/app/(desk)/limit-reason';
import { refusalText } from '@/app/session/refusal-text';
import { toastError, toastSuccess } from '@/components/toasts';
import { deleteCodeAction, restoreCodeAction, revealCodeAction } from './actions';
import { type CodePage, codeLists } from './code-queries';

/** A code that somebody took meanwhile. */
const sold = ['sold', 'redeemed'] as const;

type Code = { id: number; lastFour: string };
type Change = Code & { action: 'delete' | 'restore' };

/** Reveals, deletes and restores codes of one coupon; what is deleted can be undone. */
export function useCodeActions(couponId: number, onChanged?: () => void) {
  const t = useTranslations('codes');
  const queryClient = useQueryClient();
  const withReason = useWithLimitReason();
  const queryKey = codeLists(couponId);

  const change = useMutation({
    mutationFn: ({ action, id: codeId }: Change) =>
      action === 'delete' ? deleteCodeAction({ couponId, codeId }) : restoreCodeAction({ couponId, codeId }),
    onMutate: async ({ action, id }) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueriesData<CodePage>({ queryKey });
      const status = action === 'delete' ? ('deleted' as const) : ('available' as const);
      queryClient.setQueriesData<CodePage>(
        { queryKey },
        (page) => page && { ...page, rows: page.rows.map((row) => (row.id === id ? { ...row, status } : row)) },
      );
      return { before };
    },
    onSuccess: (result, code, { before }) => {
      const { action, lastFour } = code;
      if (!result.ok) {
        for (const [key, page] of before) queryClient.setQueryData(key, page);
        const status = sold.find((name) => result.fields.status?.[0]?.includes(name));
        toastError(status ? t(`failed.${status}`, { lastFour }) : refusalText(result));
      } else if (action === 'delete') {
        const onPress = () => change.mutate({ ...code, action: 'restore' });
        const description = t('done.deletedNote');
        toastSuccess(t('done.deleted', { lastFour }), { description, action: { label: t('done.undo'), onPress } });
      } else toastSuccess(t('done.restored', { lastFour }));
    },
    onError: (_error, _code, context) => {
      for (const [key, page] of context?.before ?? []) queryClient.setQueryData(key, page);
      toastError(t('failed.offline'));
    },
    onSettled: () => {
      onChanged?.();
      return queryClient.invalidateQueries({ queryKey });
    },
  });

  return {
    change: (action: Change['action'], { id, lastFour }: Code) => change.mutate({ action, id, lastFour }),
    /** The code in clear, straight from the audited action. @throws Error in words for a person */
    reveal: async ({ id: codeId }: Code): Promise<string> => {
      const result = await withReason((reason) => revealCodeAction({ couponId, codeId, reason }));
      if (result.ok) return result.value.code;
      throw new Error(refusalText(result));
    },
  };
}
