import { Power, PowerOff, TicketPercent } from 'lucide-react';
import type { useTranslations } from 'next-intl';
import type { MenuAction } from '@/components/menu-button';
import { routes } from '@/lib/core/routes';
import type { ProductSummary } from '@/lib/domain/sales/products/list-products';

/** What can be done with a product in the list and on its page. */
export const productActions = (
  t: ReturnType<typeof useTranslations<'products'>>,
  { couponId, active }: ProductSummary,
  switchTo: (active: boolean) => void,
): MenuAction[] => [
  ...(couponId
    ? [{ id: 'codes', label: t('actions.codes'), icon: <TicketPercent />, href: routes.couponCodes(couponId) }]
    : []),
  active
    ? { id: 'off', label: t('actions.switchOff'), icon: <PowerOff />, onPress: () => switchTo(false) }
    : { id: 'on', label: t('actions.switchOn'), icon: <Power />, onPress: () => switchTo(true) },
];
