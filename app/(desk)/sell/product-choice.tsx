'use client';

import { Kbd } from '@heroui/react/kbd';
import { CircleCheck, CircleMinus, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
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
    <RadioGroup ref={group} value={value === null ? null : String(value)} onChange={(id) => onChange(Number(id))}>
      <Label className="text-base font-semibold">{t('product')}</Label>
      <div className="mt-3 grid gap-3 sm:grid-cols-2">
        {products.map((product, index) => (
          <ProductCard
            key={product.id}
            product={product}
            digit={index < digits ? String(index + 1) : null}
            onDigit={() => onDigit(product.id)}
            isFailing={isKhaltiFailing && product.supplier === 'khalti'}
          />
        ))}
      </div>
    </RadioGroup>
  );
}

type NoteProps = { product: ProductSummary; isFailing: boolean };
type CardProps = NoteProps & { digit: string | null; onDigit: () => void };

function ProductCard({ product, isFailing, digit, onDigit }: CardProps) {
  const t = useTranslations('sell');
  const { availability } = product;
  useShortcut(availability === 'on_sale' ? digit : null, t('chooseByKey', { product: product.name }), onDigit);
  return (
    <Radio
      value={String(product.id)}
      isDisabled={availability !== 'on_sale'}
      className="card flex min-h-24 cursor-pointer flex-col justify-between gap-3 p-4 outline-offset-2 outline-focus transition-colors data-[disabled]:cursor-not-allowed data-[disabled]:bg-transparent data-[focus-visible]:outline-2 data-[hovered]:border-accent data-[selected]:border-accent data-[selected]:bg-accent-soft data-[selected]:ring-1 data-[selected]:ring-accent"
    >
      {({ isSelected }) => (
        <>
          <span className="flex items-start justify-between gap-3">
            <span className="min-w-0 font-medium wrap-anywhere">{product.name}</span>
            <span className="flex shrink-0 items-center gap-2">
              <CircleCheck aria-hidden className={`size-4 text-accent ${isSelected ? 'visible' : 'invisible'}`} />
              {digit && availability === 'on_sale' && (
                <Kbd aria-hidden className="max-lg:hidden">
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
        </>
      )}
    </Radio>
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
