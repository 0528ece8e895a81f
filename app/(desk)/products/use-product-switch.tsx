'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { sent } from '@/app/session/offline';
import { ConfirmDialog } from '@/components/dialog';
import { toastError, toastSuccess } from '@/components/toasts';
import type { ProductSummary } from '@/lib/domain/sales/products/list-products';
import { setProductActiveAction } from './actions';

type Switched = Pick<ProductSummary, 'id' | 'name' | 'worth'>;

/**
 * Switches a product on or off, and offers to undo it. One whose PINs are worth as much as whatever they are used for goes on
 * sale with a second press alone. `onDone` is called once it is switched.
 */
export function useProductSwitch(onDone?: () => void) {
  const t = useTranslations('products');
  const common = useTranslations('common');
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<Switched | null>(null);
  const [isOpen, setOpen] = useState(false);

  async function set(product: Switched, active: boolean): Promise<void> {
    const { id, name } = product;
    const result = await sent(() => setProductActiveAction({ id, active })).catch(() => null);
    await queryClient.invalidateQueries({ queryKey: ['products'] });
    onDone?.();
    if (!result?.ok) return toastError(t('actions.failed', { name }), result ? { description: result.message } : {});
    toastSuccess(t(active ? 'actions.switchedOn' : 'actions.switchedOff', { name }), {
      action: { label: common('undo'), onPress: () => void set(product, !active) },
    });
  }

  function switchTo(product: Switched, active: boolean): void {
    if (!active || !product.worth?.isUnbounded) return void set(product, active);
    setAsked(product);
    setOpen(true);
  }

  const dialog: ReactNode = asked && (
    <ConfirmDialog
      title={t('switchOn.title', { name: asked.name })}
      confirmLabel={t('switchOn.confirm')}
      isOpen={isOpen}
      onOpenChange={setOpen}
      onConfirm={() => {
        setOpen(false);
        void set(asked, true);
      }}
    >
      {t('worth.unbounded')}
    </ConfirmDialog>
  );
  return { switchTo, dialog };
}
