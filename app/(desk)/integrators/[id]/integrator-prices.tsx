'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/button';
import { ListCard, ListRows, NothingYet } from '@/components/list-card';
import { Money } from '@/components/money';
import { whenNeeded } from '@/components/when-needed';
import { formatPaisa } from '@/lib/core/money';
import type { IntegratorPrice } from '@/lib/domain/sales/integrator-prices/list-integrator-prices';

const PriceDialog = whenNeeded(() => import('./price-dialog').then((module) => module.PriceDialog));

type IntegratorPricesProps = {
  integrator: { id: number; name: string };
  prices: IntegratorPrice[];
  canWrite: boolean;
  onChanged: () => void;
};

const hasTerms = ({ pricePaisa, commission }: IntegratorPrice) => pricePaisa !== null || commission !== null;

/** What it is charged where that is not the product's price, for anyone who sees money. */
export function IntegratorPrices({ integrator, prices, canWrite, onChanged }: IntegratorPricesProps) {
  const t = useTranslations('integrators.prices');
  const [open, setOpen] = useState<IntegratorPrice[] | null>(null);
  const own = prices.filter(hasTerms);
  const others = prices.filter((price) => !hasTerms(price));
  const add = (
    <Button size="sm" onPress={() => setOpen(others)}>
      {t('add')}
    </Button>
  );
  return (
    <ListCard title={t('title')} aside={canWrite && others.length > 0 && add}>
      {own.length === 0 ? (
        <NothingYet>{t('none')}</NothingYet>
      ) : (
        <ListRows>
          {own.map((price) => (
            <li key={price.productId} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
              <div className="min-w-0 flex-1 basis-48">
                <p className="font-medium wrap-anywhere">{price.productName}</p>
                <p className="figures text-13 text-muted">
                  {price.commission === null ? t('own') : t('commission', { percent: String(price.commission) })} ·{' '}
                  {t('of', { price: formatPaisa(price.amountPaisa) })}
                </p>
              </div>
              <Money paisa={price.chargedPaisa} />
              {canWrite && (
                <Button
                  size="sm"
                  aria-label={t('changeName', { product: price.productName })}
                  onPress={() => setOpen([price])}
                >
                  {t('change')}
                </Button>
              )}
            </li>
          ))}
        </ListRows>
      )}
      {open && <PriceDialog integrator={integrator} products={open} onClose={() => setOpen(null)} onDone={onChanged} />}
    </ListCard>
  );
}
