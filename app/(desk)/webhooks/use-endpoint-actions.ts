'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { toastError, toastSuccess } from '@/components/toasts';
import {
  deleteEndpointAction,
  disableEndpointAction,
  enableEndpointAction,
  replayDeliveryAction,
  restoreEndpointAction,
  sendTestAction,
} from './actions';
import { webhookReads } from './webhook-queries';

type Change = 'switchOff' | 'switchOn' | 'delete' | 'restore';

const actions = {
  switchOff: disableEndpointAction,
  switchOn: enableEndpointAction,
  delete: deleteEndpointAction,
  restore: restoreEndpointAction,
};
const opposite = { switchOff: 'switchOn', switchOn: 'switchOff', delete: 'restore', restore: 'delete' } as const;
const done = {
  switchOff: 'done.switchedOff',
  switchOn: 'done.switchedOn',
  delete: 'done.deleted',
  restore: 'done.restored',
} as const;
const notes = { switchOff: 'done.switchedOffNote', delete: 'done.deletedNote' } as const;

type Refusal = { message: string; requestId: string };

/** The actions on an endpoint and its messages; switching and deleting come with their undo. */
export function useEndpointActions() {
  const t = useTranslations('webhooks');
  const common = useTranslations('common');
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: webhookReads });
  const onError = () => toastError(t('failed.offline'));
  const refused = ({ message, requestId }: Refusal) => toastError(t('failed.server', { message, requestId }));

  const changing = useMutation({
    mutationFn: ({ change, id }: { change: Change; id: number }) => actions[change]({ id }),
    onSuccess: (result, { change, id }) => {
      if (!result.ok) return refused(result);
      const undo = () => changing.mutate({ change: opposite[change], id });
      const isLoss = change === 'switchOff' || change === 'delete';
      toastSuccess(
        t(done[change]),
        isLoss ? { description: t(notes[change]), action: { label: common('undo'), onPress: undo } } : {},
      );
    },
    onError,
    onSettled,
  });

  const testing = useMutation({
    mutationFn: (id: number) => sendTestAction({ id }),
    onSuccess: (result) => (result.ok ? toastSuccess(t('done.tested')) : refused(result)),
    onError,
    onSettled,
  });

  const replaying = useMutation({
    mutationFn: (deliveryId: number) => replayDeliveryAction({ deliveryId }),
    onSuccess: (result) => (result.ok ? toastSuccess(t('done.replayed')) : refused(result)),
    onError,
    onSettled,
  });

  return {
    change: (change: Change, id: number) => changing.mutate({ change, id }),
    test: testing.mutate,
    isTesting: testing.isPending,
    replay: replaying.mutate,
  };
}
