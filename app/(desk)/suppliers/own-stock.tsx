'use client';

import { useTranslations } from 'next-intl';
import { ListCard, ListRow, ListRows, NothingYet } from '@/components/list-card';
import { StatusBadge } from '@/components/status-badge';
import { routes } from '@/lib/core/routes';
import type { ProductSummary } from '@/lib/domain/sales/products/list-products';
import { AvailabilityBadge, stockText } from '../products/product-columns';

/** The other supplier: the codes that the desk issued itself. */
export function OwnStock({ products }: { products: ProductSummary[] }) {
  const t = useTranslations('suppliers.stock');
  const tProducts = useTranslations('products');
  return (
    <ListCard
      title={t('title')}
      aside={<span className="text-13 text-muted">{t('subtitle', { count: products.length })}</span>}
    >
      {products.length === 0 ? (
        <NothingYet>{t('empty')}</NothingYet>
      ) : (
        <ListRows>
          {products.map((product) => (
            <ListRow
              key={product.id}
              href={routes.product(product.id)}
              name={product.name}
              note={t('left', { count: stockText(tProducts, product.stock) })}
            >
              {product.isLow && product.availability === 'on_sale' ? (
                <StatusBadge tone="amber">{t('low')}</StatusBadge>
              ) : (
                <AvailabilityBadge t={tProducts} availability={product.availability} />
              )}
            </ListRow>
          ))}
        </ListRows>
      )}
    </ListCard>
  );
}
