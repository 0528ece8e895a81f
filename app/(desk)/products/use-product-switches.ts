'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { toastError, toastSuccess } from '@/components/toasts';
import type { ProductSummary } from '@/lib/domain/sales/products/list-products';
import { pauseSalesAction, setProductActiveAction } from './actions';

/** Switches a product on or off, and offers to undo it. */
export function useProductSwitch() {
  const t = useTranslations('products.actions');
  const common = useTranslations('common');
  const queryClient = useQueryClient();
  return async function set(product: Pick<ProductSummary, 'id' | 'name'>, active: boolean): Promise<void> {
    const { id, name } = product;
    const result = await setProductActiveAction({ id, active }).catch(() => null);
    await queryClient.invalidateQueries({ queryKey: ['products'] });
    if (!result?.ok) return toastError(t('failed', { name }), result ? { description: result.message } : {});
    toastSuccess(t(active ? 'switchedOn' : 'switchedOff', { name }), {
      action: { label: common('undo'), onPress: () => void set(product, !active) },
    });
  };
}

/** Pauses and resumes selling as a whole. */
export function useSalesSwitch() {
  const t = useTranslations('products');
  const queryClient = useQueryClient();
  return async function set(paused: boolean): Promise<void> {
    const result = await pauseSalesAction({ paused }).catch(() => null);
    await queryClient.invalidateQueries({ queryKey: ['products'] });
    if (result?.ok) toastSuccess(t(paused ? 'paused.done' : 'paused.resumed'));
    else toastError(t('actions.failed', { name: t('title') }), result ? { description: result.message } : {});
  };
}
