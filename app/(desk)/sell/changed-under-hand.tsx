'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Button } from '@/components/button';
import { formatPaisa } from '@/lib/core/money';
import type { ProductSummary } from '@/lib/domain/sales/products/list-products';

type ChangedProps = { product: ProductSummary; agreedPaisa: number; onAccept: () => void };

/** Next to the button, which waits: the product is not what the seller chose any more. */
export function ChangedUnderHand({ product, agreedPaisa, onAccept }: ChangedProps) {
  const t = useTranslations('sell');
  const box = useRef<HTMLDivElement>(null);
  // A press found it out, and its button is disabled now.
  useEffect(() => {
    if (document.activeElement === document.body) box.current?.focus();
  }, []);
  const { availability, name } = product;
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="mb-3 flex gap-3 rounded-xl bg-warning-soft p-4 text-warning-soft-foreground outline-none"
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">
        <p className="font-medium wrap-anywhere">
          {availability === 'on_sale'
            ? t('price_changed.title')
            : t('not_on_sale.title', { product: name, why: t(`unavailable.${availability}`) })}
        </p>
        <p className="mt-0.5 max-w-prose text-pretty">
          {availability === 'on_sale'
            ? t('price_changed.text', { before: formatPaisa(agreedPaisa), price: formatPaisa(product.amountPaisa) })
            : t('not_on_sale.text')}
        </p>
        {availability === 'on_sale' && (
          <Button className="mt-3" onPress={onAccept}>
            {t('price_changed.accept', { price: formatPaisa(product.amountPaisa) })}
          </Button>
        )}
      </div>
    </div>
  );
}
