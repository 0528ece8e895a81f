'use client';

import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { formatInstant } from '@/lib/core/time';
import { couponDurations, couponSecurities, couponStatuses } from '@/lib/domain/coupons/coupons/schemas';

const labels = {
  code: 'form.code',
  discount: 'form.discount',
  duration: 'form.duration',
  cycles: 'form.cycles',
  description: 'form.description',
  releaseAt: 'form.release',
  expiresAt: 'form.expires',
  status: 'form.switch',
  security: 'form.security',
  maxRedemptions: 'form.limit',
  uniqueRedemption: 'form.unique',
} as const;

const isField = (name: string): name is keyof typeof labels => name in labels;
const oneOf = <Value extends string>(values: readonly Value[], value: unknown) =>
  values.find((candidate) => candidate === value);

/** A coupon's field and its value as a person calls them; the value as it stands in the audit log. */
export function useFieldWords() {
  const t = useTranslations('coupons');
  const locale = useLocale();
  const timeZone = useTimeZone();
  const instant = (value: unknown, end: boolean) =>
    formatInstant(String(value), { locale, end, zone: true, ...(timeZone ? { timeZone } : {}) });

  const write = (name: keyof typeof labels, value: unknown): string => {
    const duration = oneOf(couponDurations, value);
    const security = oneOf(couponSecurities, value);
    const status = oneOf(couponStatuses, value);
    if (name === 'releaseAt') return value ? instant(value, false) : t('fromNow');
    if (name === 'expiresAt') return value ? instant(value, true) : t('noEnd');
    if (name === 'maxRedemptions' && value === null) return t('overview.noLimit');
    if (name === 'uniqueRedemption') return t(value ? 'stale.yes' : 'stale.no');
    if (name === 'discount') return `${value}%`;
    if (name === 'duration' && duration) return t(`duration.${duration}`);
    if (name === 'security' && security) return t(`security.${security}`);
    if (name === 'status' && status) return t(`form.${status}`);
    return value === null || value === '' ? t('stale.none') : String(value);
  };
  return {
    label: (name: string) => (isField(name) ? t(labels[name]) : name),
    value: (name: string, value: unknown) => (isField(name) ? write(name, value) : String(value)),
  };
}
