'use client';

import { useTranslations } from 'next-intl';
import { ListCard, ListRows, NothingYet } from '@/components/list-card';
import { Money } from '@/components/money';
import { formatPaisa } from '@/lib/core/money';
import type { OwnPrice } from '@/lib/domain/sales/integrator-prices/list-integrator-prices';

/** What each product costs the company; under its name what a purchase names. */
export function PartnerPrices({ prices }: { prices: OwnPrice[] }) {
  const t = useTranslations('partner.prices');
  return (
    <ListCard title={t('title')}>
      {prices.length === 0 ? (
        <NothingYet>{t('none')}</NothingYet>
      ) : (
        <ListRows>
          {prices.map(({ value, productName, amountPaisa, chargedPaisa }) => (
            <li key={value} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
              <div className="min-w-0 flex-1 basis-32">
                <p className="font-medium wrap-anywhere">{productName}</p>
                {chargedPaisa !== amountPaisa && (
                  <p className="figures text-13 text-muted">{t('of', { price: formatPaisa(amountPaisa) })}</p>
                )}
              </div>
              <Money paisa={chargedPaisa} />
            </li>
          ))}
        </ListRows>
      )}
    </ListCard>
  );
}
