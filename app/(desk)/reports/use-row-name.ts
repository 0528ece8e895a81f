'use client';

import { useLocale, useTranslations } from 'next-intl';
import { usePaymentName } from '@/app/(desk)/use-payment-names';
import { tillMethods } from '@/lib/core/entities/payment-method';
import { formatDay } from '@/lib/core/time';
import type { ReportRow } from '@/lib/domain/sales/reports/figures';
import type { ReportGroup } from '@/lib/domain/sales/reports/filters';

/** What a row of a report is called. */
export function useRowName(by: ReportGroup) {
  const t = useTranslations('reports');
  const locale = useLocale();
  const nameOf = usePaymentName();
  return ({ key, name }: Pick<ReportRow, 'key' | 'name'>): string => {
    if (key === null) return t(`without.${by}`);
    if (by === 'day') return formatDay(key, locale);
    if (by === 'shift') return t('shift', { id: key, name: name ?? '' });
    const method = by === 'method' ? tillMethods.find((known) => known === key) : undefined;
    return method ? nameOf(method) : (name ?? key);
  };
}
