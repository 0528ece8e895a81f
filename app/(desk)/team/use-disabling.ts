'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { withProof } from '@/app/session/with-proof';
import { toastError, toastSuccess } from '@/components/toasts';
import type { UserSummary } from '@/lib/domain/access/team/user-summary';
import { disableUserAction, enableUserAction } from './actions';

type User = Pick<UserSummary, 'id' | 'name'>;

/** Disabling with its undo, and enabling; each reports its result in a toast. */
export function useDisabling() {
  const t = useTranslations('team');
  const common = useTranslations('common');
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: ['team'] });
  const onError = () => toastError(t('failed'));

  const enabling = useMutation({
    mutationFn: ({ id }: User) => withProof(() => enableUserAction({ userId: id })),
    onSuccess: (result, user) => {
      if (result.ok) toastSuccess(t('enabled', { name: user.name }));
      else toastError(result.message);
    },
    onError,
    onSettled,
  });

  const disabling = useMutation({
    mutationFn: ({ id }: User) => disableUserAction({ userId: id }),
    onSuccess: (result, user) => {
      if (!result.ok) return toastError(result.message);
      toastSuccess(t('disabled', { name: user.name }), {
        action: { label: common('undo'), onPress: () => enabling.mutate(user) },
      });
    },
    onError,
    onSettled,
  });

  return { disable: disabling.mutate, enable: enabling.mutate };
}
