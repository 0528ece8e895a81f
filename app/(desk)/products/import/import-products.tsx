'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { formatPaisa } from '@/lib/core/money';
import { routes } from '@/lib/core/routes';
import type { ProductEntry } from '@/lib/domain/sales/product-import/product-form';
import { ImportScreen } from '../../_imports/import-screen';
import type { ImportScreenProps } from '../../_imports/import-screen-props';
import { useProductColumns } from './use-product-columns';

/** The import of products, from the desk's own export or any other table. */
export function ImportProducts({ columns }: Pick<ImportScreenProps['forms'][number], 'columns'>) {
  const t = useTranslations('products');
  const queryClient = useQueryClient();
  const names: Readonly<Record<string, string>> = useProductColumns();
  const describe = (entry: unknown) => {
    const { value, amountPaisa, coupon, active } = entry as ProductEntry;
    return [value, formatPaisa(amountPaisa), coupon, ...(active ? [] : [t('availability.off')])].join(', ');
  };
  return (
    <ImportScreen
      address="/api/desk/uploads/products"
      forms={[{ name: 'own', label: t('title'), columns }]}
      words={{
        named: t('name'),
        called: (column) => names[column] ?? column,
        dropHelp: t('importing.dropHelp'),
        describe,
        submit: (count) => t('importing.submit', { count }),
        imported: (count) => t('importing.imported', { count }),
        undone: (count) => t('importing.undone', { count }),
        see: t('importing.see'),
      }}
      list={routes.products()}
      onChanged={() => queryClient.invalidateQueries({ queryKey: ['products'] })}
    />
  );
}
