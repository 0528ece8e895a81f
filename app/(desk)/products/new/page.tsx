import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { PageHeader } from '@/components/page-header';
import { routes } from '@/lib/core/routes';
import { listProductCoupons } from '@/lib/domain/sales/products/list-product-coupons';
import { NewProductForm } from './new-product-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('products.form');
  return { title: t('newTitle') };
}

export default async function NewProductPage({
  searchParams,
}: {
  searchParams: Promise<{ coupon?: string | string[] }>;
}) {
  const { ctx, allowed } = await requirePage('/products/new');
  const t = await getTranslations();
  if (!allowed) return <NoPermission page="/products/new" />;
  const coupons = await listProductCoupons(ctx, undefined);
  const wanted = Number((await searchParams).coupon);
  return (
    <>
      <PageHeader
        title={t('products.form.newTitle')}
        breadcrumb={[{ label: t('products.title'), href: routes.products() }]}
      />
      <NewProductForm coupons={coupons} couponId={coupons.some((coupon) => coupon.id === wanted) ? wanted : null} />
    </>
  );
}
