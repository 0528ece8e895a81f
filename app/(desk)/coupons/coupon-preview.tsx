'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { Money } from '@/components/money';
import { MoneyField } from '@/components/number-field';
import { type PricedCycles, priceByCycle } from '@/lib/domain/coupons/coupons/price-by-cycle';
import { type CouponSaying, termsOf } from './coupon-sentences';

const usualPaisa = 50_000;

/** What a subscriber pays, cycle by cycle, for a price that one tries. */
export function CouponPreview({ coupon }: { coupon: CouponSaying }) {
  const t = useTranslations('coupons.preview');
  const titleId = useId();
  const { control } = useForm<{ pricePaisa: number | null }>({ defaultValues: { pricePaisa: usualPaisa } });
  const pricePaisa = useWatch({ control, name: 'pricePaisa' });
  const rows = previewOf(coupon, pricePaisa);
  return (
    // Enter in the price would send the coupon's form.
    <fieldset
      aria-labelledby={titleId}
      className="mt-5 min-w-0 border-t border-separator pt-4"
      onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
    >
      <h2 id={titleId} className="mb-3 text-base font-semibold">
        {t('title')}
      </h2>
      <MoneyField control={control} name="pricePaisa" label={t('price')} help={t('priceHelp')} />
      {rows && (
        <table className="mt-3 w-full text-13">
          <caption className="sr-only">{t('caption')}</caption>
          <thead>
            <tr className="text-xs text-muted">
              <th scope="col" className="py-1.5 text-start font-medium">
                {t('payment')}
              </th>
              <th scope="col" className="py-1.5 text-end font-medium">
                {t('off')}
              </th>
              <th scope="col" className="py-1.5 text-end font-medium">
                {t('pays')}
              </th>
            </tr>
          </thead>
          <tbody className="figures">
            {rows.map((row) => (
              <PreviewRow key={row.from} row={row} />
            ))}
          </tbody>
        </table>
      )}
    </fieldset>
  );
}

function PreviewRow({ row: { from, to, duePaisa, offPaisa } }: { row: PricedCycles }) {
  const t = useTranslations('coupons.preview');
  const which = () => {
    if (to === null) return from === 1 ? t('every') : t('fromOn', { from });
    return from === to ? t('only', { from }) : t('fromTo', { from, to });
  };
  return (
    <tr className="border-t border-separator">
      <th scope="row" className="py-1.5 text-start font-normal">
        {which()}
      </th>
      <td className="py-1.5 text-end text-muted">{offPaisa > 0 ? <Money paisa={offPaisa} /> : t('nothing')}</td>
      <td className="py-1.5 text-end font-medium">
        <Money paisa={duePaisa} />
      </td>
    </tr>
  );
}

function previewOf(coupon: CouponSaying, pricePaisa: number | null): PricedCycles[] | null {
  const terms = termsOf(coupon);
  if (!terms || pricePaisa === null || !(pricePaisa >= 0)) return null;
  const { duration, cycles, maximumOff } = coupon;
  const capped = { ...terms, maximumOff: maximumOff && maximumOff > 0 ? maximumOff : null };
  if (duration !== 'repeating')
    return priceByCycle({ ...capped, duration: duration === 'forever' ? 'forever' : 'once', cycles: 0 }, pricePaisa);
  return cycles && cycles >= 1 ? priceByCycle({ ...capped, duration, cycles }, pricePaisa) : null;
}
