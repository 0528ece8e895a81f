'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { deskClient, read } from '@/app/session/desk-client';
import { Money } from '@/components/money';
import type { SaleFilterInput } from '@/lib/domain/sales/sales/schemas';
import { summedSales } from '@/lib/domain/sales/sales/summed-sales';
import { SaleStateBadge } from './sale-state';
import { asQuery } from './search-params';

/** How many of what the filter shows there are, and what they cost, by state. */
export function SaleTotals({ filter }: { filter: SaleFilterInput }) {
  const t = useTranslations('sales.totals');
  const format = useFormatter();
  const { data } = useQuery({
    queryKey: ['sales', 'totals', filter],
    queryFn: () => read(deskClient.sales.totals.$get({ query: asQuery(filter) })),
    placeholderData: keepPreviousData,
  });
  return (
    <section aria-label={t('label')} className={data?.states.length === 0 ? 'hidden' : 'mb-4 min-h-6'}>
      <ul className="flex flex-wrap items-center gap-x-6 gap-y-2">
        {data?.states.map(({ state, count, amountPaisa }) => (
          <li key={state} className="flex items-center gap-2">
            <SaleStateBadge state={state} />
            <span className="figures">
              {t.rich('of', { count: format.number(count), sum: () => <Money paisa={amountPaisa} /> })}
            </span>
          </li>
        ))}
      </ul>
      {data?.capped && <p className="mt-1 text-13 text-muted">{t('capped', { count: format.number(summedSales) })}</p>}
    </section>
  );
}
