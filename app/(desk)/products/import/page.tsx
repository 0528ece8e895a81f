import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { PageHeader } from '@/components/page-header';
import { routes } from '@/lib/core/routes';
import { productColumns } from '@/lib/domain/sales/product-import/product-form';
import { ImportProducts } from './import-products';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('products');
  return { title: t('importing.title') };
}

export default async function ImportProductsPage() {
  const { allowed } = await requirePage('/products/import');
  if (!allowed) return <NoPermission page="/products/import" />;
  const t = await getTranslations('products');
  return (
    <>
      <PageHeader
        title={t('importing.title')}
        subtitle={t('importing.subtitle')}
        breadcrumb={[{ label: t('title'), href: routes.products() }]}
      />
      <ImportProducts columns={productColumns} />
    </>
  );
}
