'use client';

import { useTranslations } from 'next-intl';
import { NothingYet } from '@/components/list-card';
import { routes } from '@/lib/routes';
import type { Today } from '@/lib/statistics/get-today';
import { SaleRows } from '../sales/sale-rows';
import { TodaySection } from './today-section';

export function LastSales({ sales }: { sales: Today['recentSales'] }) {
  const t = useTranslations('today');
  return (
    <TodaySection title={t('sales.title')} all={{ label: t('sales.all'), href: routes.sales() }}>
      {sales.length === 0 ? (
        <NothingYet>{t('sales.empty')}</NothingYet>
      ) : (
        <SaleRows sales={sales} aboutOf={(sale) => sale.sellerName} />
      )}
    </TodaySection>
  );
}
