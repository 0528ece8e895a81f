'use client';

import { useTranslations } from 'next-intl';
import { isOwnMethod, ownNameOf, type TillMethod } from '@/lib/core/entities/payment-method';
import { usePaymentSettings } from './payment-settings';

/** What a way to pay is called. */
export function usePaymentName(): (method: TillMethod) => string {
  const t = useTranslations('sales.paymentMethods');
  const settings = usePaymentSettings();
  return (method) => (isOwnMethod(method) ? (ownNameOf(settings, method) ?? method) : t(method));
}

/** Every way to pay that there is, what is offered first: what was recorded can have any of them. */
export function usePaymentOptions() {
  const nameOf = usePaymentName();
  return usePaymentSettings().map(({ key }) => ({ value: key, label: nameOf(key) }));
}
