'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { sent } from '@/app/session/offline';
import { toastError, toastSuccess } from '@/components/toasts';
import { pauseSalesAction } from './actions';

/** Pauses and resumes selling as a whole. */
export function useSalesSwitch() {
  const t = useTranslations('products');
  const queryClient = useQueryClient();
  return async function set(paused: boolean): Promise<void> {
    const result = await sent(() => pauseSalesAction({ paused })).catch(() => null);
    await queryClient.invalidateQueries({ queryKey: ['products'] });
    if (result?.ok) toastSuccess(t(paused ? 'paused.done' : 'paused.resumed'));
    else toastError(t('actions.failed', { name: t('title') }), result ? { description: result.message } : {});
  };
}
