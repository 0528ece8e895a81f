'use client';

import { useTranslations } from 'next-intl';
import { ListCard, NothingYet, WholeListLink } from '@/components/list-card';
import { routes } from '@/lib/core/routes';
import type { Today } from '@/lib/domain/redemptions/statistics/get-today';
import { SaleRows } from '../sales/sale-rows';

export function LastSales({ sales }: { sales: Today['recentSales'] }) {
  const t = useTranslations('today');
  return (
    <ListCard title={t('sales.title')} aside={<WholeListLink href={routes.sales()}>{t('sales.all')}</WholeListLink>}>
      {sales.length === 0 ? (
        <NothingYet>{t('sales.empty')}</NothingYet>
      ) : (
        <SaleRows sales={sales} aboutOf={(sale) => sale.sellerName} />
      )}
    </ListCard>
  );
}
