import { useTranslations } from 'next-intl';
import type { ProductColumn } from '@/lib/domain/sales/product-import/product-form';

/** What the screens call the columns of a file of products. */
export function useProductColumns(): Record<ProductColumn, string> {
  const t = useTranslations('products');
  const shared = useTranslations('imports.column');
  return {
    name: t('form.name'),
    value: t('form.value'),
    price: t('form.amount'),
    currency: shared('currency'),
    coupon: t('form.coupon'),
    active: t('availability.on_sale'),
    low_stock_threshold: t('form.low'),
    idx: t('one.idx'),
    supplier: t('supplier'),
    requires_sale: t('form.requiresSale'),
  };
}
