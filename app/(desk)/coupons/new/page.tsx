import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireUserWho } from '@/app/session/current-user';
import { NoPermission } from '@/components/no-permission';
import { PageHeader } from '@/components/page-header';
import { routes } from '@/lib/routes';
import { CouponForm } from '../coupon-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('coupons');
  return { title: t('form.newTitle') };
}

export default async function NewCouponPage() {
  const { allowed } = await requireUserWho('coupons.write');
  const t = await getTranslations('coupons');
  if (!allowed) return <NoPermission isPage who={t('whoWrites')} />;
  return (
    <>
      <PageHeader title={t('form.newTitle')} breadcrumb={[{ label: t('title'), href: routes.coupons() }]} />
      <CouponForm coupon={null} />
    </>
  );
}
