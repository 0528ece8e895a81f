'use client';

import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ActionResult } from '@/app/session/action';
import { refusalText } from '@/app/session/refusal-text';
import { withSecondPerson } from '@/app/session/second-person';
import { toastError, toastSuccess } from '@/components/toasts';
import type { CouponAction } from '@/lib/domain/coupons/coupons/schemas';
import { deleteCouponAction, restoreCouponAction, updateCouponAction } from './actions';
import { type CouponPage, couponLists } from './coupon-queries';
import { type QuestionedCoupon, useDangerQuestion } from './use-danger-question';

type Change = { id: number; code: string; action: CouponAction };

const opposite = { delete: 'restore', restore: 'delete', switchOn: 'switchOff', switchOff: 'switchOn' } as const;
const done = {
  delete: 'done.deleted',
  restore: 'done.restored',
  switchOn: 'done.switchedOn',
  switchOff: 'done.switchedOff',
} as const;

function send({ action, id }: Change): Promise<ActionResult<unknown>> {
  if (action === 'delete') return deleteCouponAction({ id });
  if (action === 'restore') return restoreCouponAction({ id });
  return updateCouponAction({ id, status: action === 'switchOn' ? 'available' : 'unavailable' });
}

/** A deleted or restored coupon leaves the list it is in; a switched one stays with its new state. */
function foresee(page: CouponPage | undefined, { action, id }: Change): CouponPage | undefined {
  if (!page) return page;
  if (action === 'delete' || action === 'restore') return { ...page, rows: page.rows.filter((row) => row.id !== id) };
  const off = action === 'switchOff';
  const rows = page.rows.map((row) => {
    if (row.id !== id) return row;
    return off
      ? { ...row, status: 'unavailable' as const, state: 'unavailable' as const }
      : { ...row, status: 'available' as const };
  });
  return { ...page, rows };
}

/**
 * Deletes, restores and switches coupons: shown at once, taken back when refused, with an undo after. `dialog` asks first where one that
 * comes back is dangerous.
 */
export function useCouponActions() {
  const t = useTranslations('coupons');
  const router = useRouter();
  const queryClient = useQueryClient();
  const putBack = (before: [QueryKey, CouponPage | undefined][] | undefined) => {
    for (const [key, page] of before ?? []) queryClient.setQueryData(key, page);
  };

  const change = useMutation({
    mutationFn: (change: Change) => withSecondPerson(() => send(change)),
    onMutate: async (wanted) => {
      await queryClient.cancelQueries({ queryKey: couponLists });
      const before = queryClient.getQueriesData<CouponPage>({ queryKey: couponLists });
      queryClient.setQueriesData<CouponPage>({ queryKey: couponLists }, (page) => foresee(page, wanted));
      return { before };
    },
    onSuccess: (result, { action, id, code }, context) => {
      if (result.ok) {
        const undo = () => change.mutate({ action: opposite[action], id, code });
        toastSuccess(t(done[action], { code }), {
          ...(action === 'delete' ? { description: t('done.deletedNote') } : {}),
          ...(action === 'restore' ? {} : { action: { label: t('done.undo'), onPress: undo } }),
        });
        return;
      }
      putBack(context.before);
      toastError(result.fields.code ? t('failed.taken', { code }) : refusalText(result));
    },
    onError: (_error, _wanted, context) => {
      putBack(context?.before);
      toastError(t('failed.offline'));
    },
    onSettled: async () => {
      await queryClient.invalidateQueries({ queryKey: couponLists });
      router.refresh();
    },
  });

  const { ask, dialog } = useDangerQuestion();
  const perform = (action: CouponAction, coupon: QuestionedCoupon) => {
    const { id, code } = coupon;
    void ask(action, [coupon], () => change.mutate({ action, id, code }));
  };
  return { perform, dialog };
}
