'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Instant } from '@/components/instant';
import { Money } from '@/components/money';
import { routes } from '@/lib/routes';
import type { Today } from '@/lib/statistics/get-today';
import { SaleStateBadge } from '../sales/sale-state';
import { NothingYet, TodaySection } from './today-section';

type Sale = Today['recentSales'][number];

export function LastSales({ sales }: { sales: Sale[] }) {
  const t = useTranslations('today');
  return (
    <TodaySection title={t('sales.title')} all={{ label: t('sales.all'), href: routes.sales() }}>
      {sales.length === 0 ? (
        <NothingYet>{t('sales.empty')}</NothingYet>
      ) : (
        <ul className="divide-y divide-separator border-t border-separator">
          {sales.map((sale) => (
            <li key={sale.id} className="relative flex items-center gap-4 px-4 py-2.5 hover:bg-surface-hover">
              <div className="min-w-0 flex-1">
                <Link
                  href={routes.sale(sale.id)}
                  className="block truncate rounded-sm font-medium after:absolute after:inset-0 hover:underline"
                >
                  {sale.productName}
                </Link>
                <p className="truncate text-13 text-muted">
                  <Instant value={sale.createdAt} /> · {sale.sellerName}
                </p>
              </div>
              <div className="flex shrink-0 flex-col items-end gap-1 sm:flex-row sm:items-center sm:gap-4">
                <SaleStateBadge state={sale.state} />
                <Money paisa={sale.amountPaisa} className="text-end sm:w-24" />
              </div>
            </li>
          ))}
        </ul>
      )}
    </TodaySection>
  );
}
