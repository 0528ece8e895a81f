'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useAction } from '@/app/session/use-action';
import { toastError, toastSuccess } from '@/components/toasts';
import { setMaintenanceAction, syncSupplierAction } from './actions';

/** What an admin does about Khalti: reading it now, and maintenance. */
export function useSupplierActions() {
  const t = useTranslations('suppliers');
  const queryClient = useQueryClient();
  const onSettled = () =>
    Promise.all(['suppliers', 'products'].map((name) => queryClient.invalidateQueries({ queryKey: [name] })));

  const reading = useAction(syncSupplierAction, {
    onSuccess: (result) => {
      if (!result.ok) return toastError(t('read.failed'), { description: result.message });
      const { trouble, ...counts } = result.value;
      if (trouble === null) return toastSuccess(t('read.done'), { description: t('read.result', counts) });
      toastError(t('read.trouble'), { description: t('read.troubleWords', { words: trouble }) });
    },
    onError: () => toastError(t('read.failed')),
    onSettled,
  });
  const maintaining = useMutation({
    mutationFn: (maintenance: boolean) => setMaintenanceAction({ maintenance }),
    onSuccess: (result, maintenance) => {
      if (!result.ok) return toastError(t('maintenance.failed'), { description: result.message });
      toastSuccess(t(maintenance ? 'maintenance.on' : 'maintenance.off'));
    },
    onError: () => toastError(t('maintenance.failed')),
    onSettled,
  });
  return { reading, maintaining };
}
