'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { deskClient, read } from '@/app/session/desk-client';
import { Money } from '@/components/money';
import { knowsCost } from '@/lib/domain/sales/sales/knows-cost';
import type { MoneyTotals as MoneySums } from '@/lib/domain/sales/sales/sale-money';
import type { SaleFilterInput } from '@/lib/domain/sales/sales/schemas';
import type { SaleTotals as Totals } from '@/lib/domain/sales/sales/sum-sales';
import { summedSales } from '@/lib/domain/sales/sales/summed-sales';
import { asQuery } from '../_fields/filter-params';
import { SaleStateBadge } from './sale-state';

type SaleTotalsProps = {
  filter: SaleFilterInput;
  /** Those of this filter that came with the document, so that they push nothing down later. */
  initial: Totals | undefined;
};

/** How many of what the filter shows there are, and what they cost, by state. */
export function SaleTotals({ filter, initial }: SaleTotalsProps) {
  const t = useTranslations('sales.totals');
  const format = useFormatter();
  const { data } = useQuery({
    queryKey: ['sales', 'totals', filter],
    queryFn: () => read(deskClient.sales.totals.$get({ query: asQuery(filter) })),
    placeholderData: keepPreviousData,
    ...(initial ? { initialData: initial } : {}),
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
      {data?.money && <MoneyTotals money={data.money} states={data.states} />}
      {data?.capped && <p className="mt-1 text-13 text-muted">{t('capped', { count: format.number(summedSales) })}</p>}
    </section>
  );
}

/** What they cost and what is left of them, for anyone who sees that; where no cost is known neither is 0. */
function MoneyTotals({ money, states }: { money: MoneySums; states: Totals['states'] }) {
  const t = useTranslations('sales.totals');
  const { commissionPaisa, costPaisa, goodwillPaisa, marginPaisa, uncosted } = money;
  const sum = (paisa: number) => ({ sum: () => <Money paisa={paisa} /> });
  const isKnown = knowsCost(uncosted, states);
  return (
    <>
      <p className="figures mt-1 flex flex-wrap gap-x-6 gap-y-1 text-13 text-muted empty:hidden">
        {commissionPaisa > 0 && <span>{t.rich('commission', sum(commissionPaisa))}</span>}
        {isKnown && <span>{t.rich('cost', sum(costPaisa))}</span>}
        {goodwillPaisa > 0 && <span>{t.rich('goodwill', sum(goodwillPaisa))}</span>}
        {isKnown && <span>{t.rich('margin', sum(marginPaisa))}</span>}
      </p>
      {uncosted > 0 && (
        <p className="mt-1 text-13 text-muted">{isKnown ? t('uncosted', { count: uncosted }) : t('noCost')}</p>
      )}
    </>
  );
}
