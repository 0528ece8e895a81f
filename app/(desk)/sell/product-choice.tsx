'use client';

import { CircleCheck, CircleMinus, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useId } from 'react';
import { Kbd } from '@/components/kbd';
import { Money } from '@/components/money';
import { useShortcut } from '@/components/shortcuts';
import { useChoiceBeforeHydration } from '@/components/use-hydrated';
import { formatPaisa } from '@/lib/core/money';
import { stockCountLimit } from '@/lib/domain/sales/products/availability';
import type { ProductSummary } from '@/lib/domain/sales/products/list-products';

type ProductChoiceProps = {
  products: ProductSummary[];
  /** Every sale through Khalti is going to fail. */
  isKhaltiFailing: boolean;
  value: number | null;
  onChange: (id: number) => void;
  /** Chosen by its digit: what comes next can be typed at once. */
  onDigit: (id: number) => void;
};

const digits = 9;

/** Products as cards; one that cannot be sold says why. */
export function ProductChoice({ products, isKhaltiFailing, value, onChange, onDigit }: ProductChoiceProps) {
  const t = useTranslations('sell');
  const labelId = useId();
  const group = useChoiceBeforeHydration<HTMLDivElement>((checked) => {
    if (checked !== undefined && value === null) onChange(Number(checked));
  });
  useEffect(() => {
    // Unless something was begun before the page was ready.
    if (document.activeElement?.closest('input, textarea, [role="dialog"]')) return;
    const radios = group.current?.querySelectorAll<HTMLInputElement>('input:enabled') ?? [];
    const first = [...radios].find(({ checked }) => checked) ?? radios[0];
    first?.focus({ preventScroll: true });
  }, [group]);
  return (
    <div ref={group} role="radiogroup" aria-labelledby={labelId}>
      <span id={labelId} className="text-base font-semibold">
        {t('product')}
      </span>
      <div className="mt-3 grid gap-3 sm:grid-cols-2">
        {products.map((product, index) => (
          <ProductCard
            key={product.id}
            product={product}
            isSelected={product.id === value}
            onChange={() => onChange(product.id)}
            digit={index < digits ? String(index + 1) : null}
            onDigit={() => onDigit(product.id)}
            isFailing={isKhaltiFailing && product.supplier === 'khalti'}
          />
        ))}
      </div>
    </div>
  );
}

type NoteProps = { product: ProductSummary; isFailing: boolean };
type CardProps = NoteProps & {
  isSelected: boolean;
  onChange: () => void;
  digit: string | null;
  onDigit: () => void;
};

function ProductCard({ product, isFailing, isSelected, onChange, digit, onDigit }: CardProps) {
  const t = useTranslations('sell');
  const { availability } = product;
  useShortcut(availability === 'on_sale' ? digit : null, t('chooseByKey', { product: product.name }), onDigit);
  return (
    <label
      data-disabled={availability === 'on_sale' ? undefined : true}
      className="card flex min-h-24 cursor-pointer flex-col justify-between gap-3 p-4 outline-offset-2 outline-focus transition-colors hover:border-accent has-checked:border-accent has-checked:bg-accent-soft has-checked:ring-1 has-checked:ring-accent has-focus-visible:outline-2 data-[disabled]:cursor-not-allowed data-[disabled]:border-border data-[disabled]:bg-transparent"
    >
      <input
        type="radio"
        name="product"
        value={product.id}
        checked={isSelected}
        disabled={availability !== 'on_sale'}
        onChange={onChange}
        className="sr-only"
      />
      <span className="flex items-start justify-between gap-3">
        <span className="min-w-0 font-medium wrap-anywhere">{product.name}</span>
        <span className="flex shrink-0 items-center gap-2">
          <CircleCheck aria-hidden className={`size-4 text-accent ${isSelected ? 'visible' : 'invisible'}`} />
          {digit && availability === 'on_sale' && (
            <Kbd isHidden className="max-lg:hidden">
              {digit}
            </Kbd>
          )}
        </span>
      </span>
      <span className="flex flex-wrap items-baseline justify-between gap-x-3">
        <Money paisa={product.amountPaisa} className="text-base font-semibold" />
        <StockNote product={product} isFailing={isFailing} />
      </span>
      <PriceNote product={product} />
    </label>
  );
}

function StockNote({ product: { availability, stock, supplier }, isFailing }: NoteProps) {
  const t = useTranslations('sell');
  if (availability !== 'on_sale') {
    return (
      <span className="inline-flex items-center gap-1 text-13 font-medium text-danger">
        <CircleMinus aria-hidden className="size-3.5" />
        {t(`unavailable.${availability}`)}
      </span>
    );
  }
  if (isFailing) {
    return (
      <span className="inline-flex items-center gap-1 text-13 font-medium text-warning-soft-foreground">
        <TriangleAlert aria-hidden className="size-3.5" />
        {t('failing')}
      </span>
    );
  }
  if (supplier === 'khalti') return <span className="text-13 text-muted">{t('throughKhalti')}</span>;
  const text = stock >= stockCountLimit ? t('manyLeft', { count: stockCountLimit }) : t('stock', { count: stock });
  return <span className="figures text-13 text-muted">{text}</span>;
}

const recently = 7 * 24 * 60 * 60 * 1000;

/** The supplier changed the price recently: a seller who knows the old one should see it before they press. */
function PriceNote({ product: { previousAmountPaisa, priceChangedAt, amountPaisa } }: { product: ProductSummary }) {
  const t = useTranslations('sell');
  if (previousAmountPaisa === null || priceChangedAt === null || previousAmountPaisa === amountPaisa) return null;
  if (Date.now() - Date.parse(priceChangedAt) > recently) return null;
  return (
    <span className="text-13 text-muted" suppressHydrationWarning>
      {t('priceChanged', { price: formatPaisa(previousAmountPaisa) })}
    </span>
  );
}
