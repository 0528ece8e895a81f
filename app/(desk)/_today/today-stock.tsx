'use client';

import { useTranslations } from 'next-intl';
import { Link } from '@/components/link';
import { ListCard, ListRow, ListRows, NothingYet, WholeListLink } from '@/components/list-card';
import { StatusBadge, type Tone } from '@/components/status-badge';
import { routes } from '@/lib/core/routes';
import type { ProductStock } from '@/lib/domain/redemptions/statistics/get-today';
import { stockCountLimit } from '@/lib/domain/sales/products/availability';

const tones: Record<ProductStock['state'], Tone> = {
  plenty: 'green',
  low: 'amber',
  sold_out: 'red',
  off: 'grey',
  ended: 'red',
};

const shown = 6;

type TodayStockProps = { stock: ProductStock[]; canIssue: boolean };

export function TodayStock({ stock, canIssue }: TodayStockProps) {
  const t = useTranslations('today.stock');
  return (
    <ListCard title={t('title')} aside={<WholeListLink href={routes.products()}>{t('all')}</WholeListLink>}>
      {stock.length === 0 ? (
        <NothingYet>{t('empty')}</NothingYet>
      ) : (
        <ListRows>
          {stock.slice(0, shown).map((product) => (
            <ListRow
              key={product.id}
              href={routes.product(product.id)}
              name={product.name}
              note={
                product.stock >= stockCountLimit
                  ? t('leftMany', { count: product.stock })
                  : t('left', { count: product.stock })
              }
            >
              {canIssue && product.couponId !== null && (product.state === 'low' || product.state === 'sold_out') && (
                <Link
                  href={routes.couponCodes(product.couponId)}
                  aria-label={`${t('issue')}: ${product.name}`}
                  className="touch-44 relative text-link text-13"
                >
                  {t('issue')}
                </Link>
              )}
              <StatusBadge tone={tones[product.state]}>{t(`states.${product.state}`)}</StatusBadge>
            </ListRow>
          ))}
        </ListRows>
      )}
    </ListCard>
  );
}
