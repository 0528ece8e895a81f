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

type Act = 'switchOff' | 'switchOn' | 'delete' | 'restore';

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

/** What is done to an endpoint and its messages; switching and deleting come with their undo. */
export function useEndpointActions() {
  const t = useTranslations('webhooks');
  const common = useTranslations('common');
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: webhookReads });
  const onError = () => toastError(t('failed.offline'));
  const refused = ({ message, requestId }: Refusal) => toastError(t('failed.server', { message, requestId }));

  const changing = useMutation({
    mutationFn: ({ act, id }: { act: Act; id: number }) => actions[act]({ id }),
    onSuccess: (result, { act, id }) => {
      if (!result.ok) return refused(result);
      const undo = () => changing.mutate({ act: opposite[act], id });
      const isLoss = act === 'switchOff' || act === 'delete';
      toastSuccess(
        t(done[act]),
        isLoss ? { description: t(notes[act]), action: { label: common('undo'), onPress: undo } } : {},
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
    change: (act: Act, id: number) => changing.mutate({ act, id }),
    test: testing.mutate,
    isTesting: testing.isPending,
    replay: replaying.mutate,
  };
}
