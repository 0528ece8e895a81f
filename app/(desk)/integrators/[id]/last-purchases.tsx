'use client';

import { useTranslations } from 'next-intl';
import { ListCard, NothingYet } from '@/components/list-card';
import { Mono } from '@/components/mono';
import type { SaleSummary } from '@/lib/domain/sales/sales/sale-summary';
import { SaleRows } from '../../sales/sale-rows';

export function LastPurchases({ purchases }: { purchases: SaleSummary[] }) {
  const t = useTranslations('integrators.one');
  return (
    <ListCard title={t('purchases')}>
      {purchases.length === 0 ? (
        <NothingYet>{t('noPurchases')}</NothingYet>
      ) : (
        <SaleRows sales={purchases} aboutOf={(sale) => <Mono>{sale.reference}</Mono>} />
      )}
    </ListCard>
  );
}
