'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Power, PowerOff, RotateCcw, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { refusalText } from '@/app/session/refusal-text';
import { withSecondPerson } from '@/app/session/second-person';
import { useSingleMutation } from '@/app/session/use-single-mutation';
import { Button } from '@/components/button';
import type { TableSelection } from '@/components/data-table-types';
import { toastError, toastInfo, toastSuccess } from '@/components/toasts';
import type { ChangedCoupons } from '@/lib/domain/coupons/coupons/change-coupons';
import type { CouponAction } from '@/lib/domain/coupons/coupons/schemas';
import { changeCouponsAction } from './actions';
import { type CouponItem, couponLists } from './coupon-queries';
import { useDangerQuestion } from './use-danger-question';

const opposite = { delete: 'restore', restore: 'delete', switchOn: 'switchOff', switchOff: 'switchOn' } as const;
const named = 3;

const icons: Record<CouponAction, ReactNode> = {
  switchOn: <Power />,
  switchOff: <PowerOff />,
  delete: <Trash2 />,
  restore: <RotateCcw />,
};

/**
 * What can be done with the selected rows: in one go, with one answer for all of them, and undone for those it changed. What
 * comes back and is dangerous is asked about first.
 */
export function useCouponBulk(isBin: boolean): { selection: TableSelection<CouponItem>; dialog: ReactNode } {
  const t = useTranslations('coupons');
  const router = useRouter();
  const queryClient = useQueryClient();
  const sayUnchanged = useUnchangedWords();
  const { ask, dialog } = useDangerQuestion();

  const change = useSingleMutation({
    mutationFn: ({ ids, action }: { ids: number[]; action: CouponAction; isUndo?: boolean; onDone?: () => void }) =>
      withSecondPerson(() => changeCouponsAction({ ids, action })),
    onSuccess: (result, { action, isUndo, onDone }) => {
      if (!result.ok) return void toastError(refusalText(result));
      const { changed, unchanged } = result.value;
      const description = sayUnchanged(unchanged);
      onDone?.();
      if (changed.length === 0) return void toastInfo(t('bulk.none'), { description });
      const undo = {
        label: t('done.undo'),
        onPress: () => change.mutate({ ids: changed, action: opposite[action], isUndo: true }),
      };
      toastSuccess(t(`bulk.done.${action}`, { count: changed.length }), {
        ...(description ? { description } : {}),
        ...(isUndo ? {} : { action: undo }),
      });
    },
    onError: () => toastError(t('failed.offline')),
    onSettled: async () => {
      await queryClient.invalidateQueries({ queryKey: couponLists });
      router.refresh();
    },
  });

  const actions: CouponAction[] = isBin ? ['restore'] : ['switchOn', 'switchOff', 'delete'];
  const selection: TableSelection<CouponItem> = {
    describe: (count) => t('bulk.selected', { count }),
    actions: (selected, clear) =>
      actions.map((action) => (
        <Button
          key={action}
          size="sm"
          look={action === 'delete' ? 'danger-quiet' : 'secondary'}
          icon={icons[action]}
          isPending={change.isPending && change.variables.action === action}
          isDisabled={change.isPending}
          onPress={() =>
            void ask(action, selected, () =>
              change.mutate({ ids: selected.map(({ id }) => id), action, onDone: clear }),
            )
          }
        >
          {t(`action.${action}`)}
        </Button>
      )),
  };
  return { selection, dialog };
}

/** "Stays deleted, because another coupon has its code by now: SUMMER, WINTER and 3 more." */
function useUnchangedWords() {
  const t = useTranslations('coupons.bulk');
  return (unchanged: ChangedCoupons['unchanged']): string => {
    const reasons = [...new Set(unchanged.map(({ reason }) => reason))];
    const sentences = reasons.map((reason) => {
      const left = unchanged.filter((coupon) => coupon.reason === reason);
      const shown = left.slice(0, named).flatMap(({ code }) => code ?? []);
      const codes =
        left.length > named ? t('more', { codes: shown.join(', '), count: left.length - named }) : shown.join(', ');
      return t(`left.${reason}`, { count: left.length, codes });
    });
    return sentences.join(' ');
  };
}
