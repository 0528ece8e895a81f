'use client';

import { useTranslations } from 'next-intl';
import { Money } from '@/components/money';
import { StatTile } from '@/components/stat-tile';
import { routes } from '@/lib/core/routes';
import { soldPaisa } from '@/lib/domain/sales/reports/figures';
import { knowsCost } from '@/lib/domain/sales/sales/knows-cost';
import type { Statistics } from './period-queries';

type SoldTilesProps = {
  sold: NonNullable<Statistics['sold']>;
  period: Statistics['period'];
  /** It is of the products of one coupon. */
  isOfCoupon?: boolean;
};

/** What was sold in the period, what it cost and what is left; each leads to the report of these days. */
export function SoldTiles({ sold, period: { from, to }, isOfCoupon = false }: SoldTilesProps) {
  const t = useTranslations('statistics.ofSales');
  const { money, states } = sold;
  if (!money) return null;
  const href = routes.reports({ ...(isOfCoupon ? { by: 'product' } : {}), from, to });
  const isKnown = knowsCost(money.uncosted, states);
  const unknown = <span className="text-xl">{t('notKnown')}</span>;
  const without = money.uncosted > 0 ? t('uncosted', { count: money.uncosted }) : null;
  const count = states.find(({ state }) => state === 'succeeded')?.count ?? 0;
  return (
    <section aria-label={t('title')} className="grid grid-cols-1 gap-4 sm:grid-cols-3">
      <StatTile
        label={t('amount')}
        value={<Money paisa={soldPaisa(sold)} />}
        note={
          <>
            {t('sales', { count })}
            {money.commissionPaisa > 0 && (
              <>
                {', '}
                {t.rich('commission', { sum: () => <Money paisa={money.commissionPaisa} /> })}
              </>
            )}
          </>
        }
        href={href}
      />
      <StatTile
        label={t('cost')}
        value={isKnown ? <Money paisa={money.costPaisa} /> : unknown}
        note={money.goodwillPaisa > 0 && t.rich('goodwill', { sum: () => <Money paisa={money.goodwillPaisa} /> })}
        href={href}
      />
      <StatTile
        label={t('margin')}
        value={isKnown ? <Money paisa={money.marginPaisa} /> : unknown}
        note={without}
        href={href}
      />
    </section>
  );
}
