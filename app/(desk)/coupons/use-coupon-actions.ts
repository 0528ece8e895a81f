'use client';

import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { refusalText } from '@/app/session/refusal-text';
import { toastError, toastSuccess } from '@/components/toasts';
import { deleteCouponAction, restoreCouponAction, updateCouponAction } from './actions';
import { type CouponPage, couponLists } from './coupon-queries';

type Named = { id: number; code: string };
type Act = 'delete' | 'restore' | 'switchOn' | 'switchOff';
type Change = Named & { act: Act };

const opposite = { delete: 'restore', restore: 'delete', switchOn: 'switchOff', switchOff: 'switchOn' } as const;
const done = {
  delete: 'done.deleted',
  restore: 'done.restored',
  switchOn: 'done.switchedOn',
  switchOff: 'done.switchedOff',
} as const;

function send({ act, id }: Change) {
  if (act === 'delete') return deleteCouponAction({ id });
  if (act === 'restore') return restoreCouponAction({ id });
  return updateCouponAction({ id, status: act === 'switchOn' ? 'available' : 'unavailable' });
}

/** A deleted or restored coupon leaves the list it is in; a switched one stays with its new state. */
function foresee(page: CouponPage | undefined, { act, id }: Change): CouponPage | undefined {
  if (!page) return page;
  if (act === 'delete' || act === 'restore') return { ...page, rows: page.rows.filter((row) => row.id !== id) };
  const off = act === 'switchOff';
  const rows = page.rows.map((row) => {
    if (row.id !== id) return row;
    return off
      ? { ...row, status: 'unavailable' as const, state: 'unavailable' as const }
      : { ...row, status: 'available' as const };
  });
  return { ...page, rows };
}

/** Deletes, restores and switches coupons: shown at once, taken back when refused, with an undo after. */
export function useCouponActions() {
  const t = useTranslations('coupons');
  const router = useRouter();
  const queryClient = useQueryClient();
  const putBack = (before: [QueryKey, CouponPage | undefined][] | undefined) => {
    for (const [key, page] of before ?? []) queryClient.setQueryData(key, page);
  };

  const change = useMutation({
    mutationFn: send,
    onMutate: async (wanted) => {
      await queryClient.cancelQueries({ queryKey: couponLists });
      const before = queryClient.getQueriesData<CouponPage>({ queryKey: couponLists });
      queryClient.setQueriesData<CouponPage>({ queryKey: couponLists }, (page) => foresee(page, wanted));
      return { before };
    },
    onSuccess: (result, { act, id, code }, context) => {
      if (result.ok) {
        const undo = () => change.mutate({ act: opposite[act], id, code });
        toastSuccess(t(done[act], { code }), {
          ...(act === 'delete' ? { description: t('done.deletedNote') } : {}),
          ...(act === 'restore' ? {} : { action: { label: t('done.undo'), onPress: undo } }),
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

  return (act: Act, { id, code }: Named) => change.mutate({ act, id, code });
}
