'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { StatusBadge } from '@/components/status-badge';
import type { ProductSummary } from '@/lib/products/list-products';
import { routes } from '@/lib/routes';
import { AvailabilityBadge, stockText } from '../products/product-columns';

/** The other supplier: the codes that the desk issued itself. */
export function OwnStock({ products }: { products: ProductSummary[] }) {
  const t = useTranslations('suppliers.stock');
  const tProducts = useTranslations('products');
  return (
    <section aria-labelledby="own-stock" className="card overflow-hidden">
      <div className="flex items-baseline justify-between gap-4 px-4 pt-3 pb-2">
        <h2 id="own-stock" className="text-base font-semibold">
          {t('title')}
        </h2>
        <span className="text-13 text-muted">{t('subtitle', { count: products.length })}</span>
      </div>
      {products.length === 0 ? (
        <p className="px-4 pb-5 text-muted">{t('empty')}</p>
      ) : (
        <ul className="divide-y divide-separator border-t border-separator">
          {products.map((product) => (
            <li key={product.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
              <div className="min-w-0 flex-1">
                <Link
                  href={routes.product(product.id)}
                  className="block truncate rounded-sm font-medium hover:underline"
                >
                  {product.name}
                </Link>
                <p className="figures text-13 text-muted">
                  {t('left', { count: stockText(tProducts, product.stock) })}
                </p>
              </div>
              {product.isLow && product.availability === 'on_sale' ? (
                <StatusBadge tone="amber">{t('low')}</StatusBadge>
              ) : (
                <AvailabilityBadge t={tProducts} availability={product.availability} />
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
