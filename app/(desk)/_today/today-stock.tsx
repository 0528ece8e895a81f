'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { StatusBadge, type Tone } from '@/components/status-badge';
import { stockCountLimit } from '@/lib/products/availability';
import { routes } from '@/lib/routes';
import type { ProductStock } from '@/lib/statistics/get-today';
import { NothingYet, TodaySection } from './today-section';

const tones: Record<ProductStock['state'], Tone> = {
  plenty: 'green',
  low: 'amber',
  sold_out: 'red',
  off: 'grey',
  ended: 'red',
};

const shown = 6;

type TodayStockProps = { stock: ProductStock[]; mayIssue: boolean };

export function TodayStock({ stock, mayIssue }: TodayStockProps) {
  const t = useTranslations('today.stock');
  return (
    <TodaySection title={t('title')} all={{ label: t('all'), href: routes.products() }}>
      {stock.length === 0 ? (
        <NothingYet>{t('empty')}</NothingYet>
      ) : (
        <ul className="divide-y divide-separator border-t border-separator">
          {stock.slice(0, shown).map((product) => (
            <li key={product.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
              <div className="min-w-0 flex-1">
                <Link
                  href={routes.product(product.id)}
                  className="block truncate rounded-sm font-medium hover:underline"
                >
                  {product.name}
                </Link>
                <p className="figures text-13 text-muted">
                  {product.stock >= stockCountLimit
                    ? t('leftMany', { count: product.stock })
                    : t('left', { count: product.stock })}
                </p>
              </div>
              {mayIssue && product.couponId !== null && (product.state === 'low' || product.state === 'sold_out') && (
                <Link
                  href={routes.couponCodes(product.couponId)}
                  aria-label={`${t('issue')}: ${product.name}`}
                  className="touch-44 text-link text-13"
                >
                  {t('issue')}
                </Link>
              )}
              <StatusBadge tone={tones[product.state]}>{t(`states.${product.state}`)}</StatusBadge>
            </li>
          ))}
        </ul>
      )}
    </TodaySection>
  );
}
