import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { PageHeader } from '@/components/page-header';
import { routes } from '@/lib/core/routes';
import { couponForms } from '@/lib/domain/coupons/coupon-import/coupon-import';
import { ImportCoupons } from './import-coupons';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('coupons');
  return { title: t('importing.title') };
}

export default async function ImportCouponsPage() {
  const { allowed } = await requirePage('/coupons/import');
  if (!allowed) return <NoPermission page="/coupons/import" />;
  const t = await getTranslations('coupons');
  return (
    <>
      <PageHeader
        title={t('importing.title')}
        subtitle={t('importing.subtitle')}
        breadcrumb={[{ label: t('title'), href: routes.coupons() }]}
      />
      <ImportCoupons forms={couponForms} />
    </>
  );
}
