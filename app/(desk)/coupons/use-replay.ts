import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Action } from '@/app/session/action';
import { useAction } from '@/app/session/use-action';
import { toastError } from '@/components/toasts';
import type { Replay } from '@/lib/domain/redemptions/redemptions/try-change';

/** Tries a change before it is saved. `asked` says which change is meant now: what was found for another one is not shown. */
export function useReplay<Input>(action: Action<Input, Replay>, asked: string) {
  const t = useTranslations('coupons.replay');
  const [tried, setTried] = useState<{ asked: string; replay: Replay } | null>(null);
  const { mutate, isPending } = useAction(action, {
    onSuccess: (result) => (result.ok ? setTried({ asked, replay: result.value }) : toastError(result.message)),
    onError: () => toastError(t('failed')),
  });
  return { replay: tried?.asked === asked ? tried.replay : null, run: mutate, isPending };
}
