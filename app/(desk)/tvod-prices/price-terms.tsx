'use client';

import { useTranslations } from 'next-intl';
import { formatPaisa } from '@/lib/core/money';
import type { PriceItem } from '../_directory/directory-kind';

type Terms = Pick<PriceItem, 'tvodType' | 'pricePaisa' | 'durationDays'>;

/** "Rental, 2 days, Rs 250". */
export function usePriceTerms() {
  const t = useTranslations('directory');
  return ({ tvodType, pricePaisa, durationDays }: Terms) => {
    const days = durationDays === null ? [] : [t('days', { count: durationDays })];
    return [t(`type.${tvodType}`), ...days, formatPaisa(pricePaisa)].join(', ');
  };
}
