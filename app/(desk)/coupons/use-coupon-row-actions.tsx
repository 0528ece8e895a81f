'use client';

import { Copy, Pencil, Power, PowerOff, QrCode, RotateCcw, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { MenuAction } from '@/components/menu-button';
import { routes } from '@/lib/core/routes';
import type { CouponItem } from './coupon-queries';
import { useCouponActions } from './use-coupon-actions';

/** What the `…` menu of a coupon's row holds, and the question that some of it asks. */
export function useCouponRowActions(canWrite: boolean) {
  const t = useTranslations('coupons.action');
  const { perform, dialog } = useCouponActions();
  const rowActions = (coupon: CouponItem): MenuAction[] => {
    const { id, deletedAt, status } = coupon;
    const codes = { id: 'codes', label: t('codes'), icon: <QrCode />, href: routes.couponCodes(id) };
    if (!canWrite) return [codes];
    const copy = { id: 'copy', label: t('duplicate'), icon: <Copy />, href: routes.newCoupon(id) };
    if (deletedAt) {
      const restore = () => perform('restore', coupon);
      return [{ id: 'restore', label: t('restore'), icon: <RotateCcw />, onPress: restore }, copy];
    }
    const isOn = status === 'available';
    return [
      { id: 'edit', label: t('edit'), icon: <Pencil />, href: routes.editCoupon(id) },
      codes,
      copy,
      {
        id: 'switch',
        label: t(isOn ? 'switchOff' : 'switchOn'),
        icon: isOn ? <PowerOff /> : <Power />,
        onPress: () => perform(isOn ? 'switchOff' : 'switchOn', coupon),
      },
      { id: 'delete', label: t('delete'), icon: <Trash2 />, tone: 'danger', onPress: () => perform('delete', coupon) },
    ];
  };
  return { rowActions, dialog };
}
