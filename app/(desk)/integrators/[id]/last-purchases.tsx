'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Instant } from '@/components/instant';
import { Money } from '@/components/money';
import { Mono } from '@/components/mono';
import { routes } from '@/lib/routes';
import type { SaleSummary } from '@/lib/sales/sale-summary';
import { SaleStateBadge } from '../../sales/sale-state';

export function LastPurchases({ purchases }: { purchases: SaleSummary[] }) {
  const t = useTranslations('integrators.one');
  return (
    <section aria-labelledby="last-purchases" className="card overflow-hidden">
      <h2 id="last-purchases" className="px-4 pt-3 pb-2 text-base font-semibold">
        {t('purchases')}
      </h2>
      {purchases.length === 0 ? (
        <p className="px-4 pb-5 text-muted">{t('noPurchases')}</p>
      ) : (
        <ul className="divide-y divide-separator border-t border-separator">
          {purchases.map((sale) => (
            <li
              key={sale.id}
              className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 hover:bg-surface-hover"
            >
              <div className="min-w-0 flex-1 basis-40">
                <Link
                  href={routes.sale(sale.id)}
                  className="block truncate rounded-sm font-medium after:absolute after:inset-0 hover:underline"
                >
                  {sale.productName}
                </Link>
                <p className="truncate text-13 text-muted">
                  <Instant value={sale.createdAt} /> · <Mono>{sale.reference}</Mono>
                </p>
              </div>
              <SaleStateBadge state={sale.state} />
              <Money paisa={sale.amountPaisa} className="text-end sm:w-24" />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
