import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { asJson } from '@/app/session/as-json';
import { requirePage } from '@/app/session/current-user';
import { PageHeader } from '@/components/page-header';
import { routes } from '@/lib/core/routes';
import { loadCoupon } from '../[id]/load-coupon';
import { CouponForm } from '../coupon-form';
import { loadLinks } from '../load-links';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('coupons');
  return { title: t('form.newTitle') };
}

type NewCouponProps = { searchParams: Promise<{ copy?: string | string[] }> };

export default async function NewCouponPage({ searchParams }: NewCouponProps) {
  const { ctx, allowed } = await requirePage('/coupons/new');
  const t = await getTranslations('coupons');
  if (!allowed) return <NoPermission page="/coupons/new" />;
  const { copy } = await searchParams;
  const breadcrumb = [{ label: t('title'), href: routes.coupons() }];
  if (copy === undefined) {
    return (
      <>
        <PageHeader title={t('form.newTitle')} breadcrumb={breadcrumb} />
        <CouponForm key="blank" coupon={null} />
      </>
    );
  }
  const { coupon: source, instead } = await loadCoupon(
    { params: Promise.resolve({ id: String(copy) }) },
    '/coupons/new',
  );
  if (instead) return instead;
  const links = await loadLinks(ctx, source.id);
  return (
    <>
      <PageHeader
        title={t('form.copyTitle', { code: source.code })}
        subtitle={t('form.copySubtitle')}
        breadcrumb={breadcrumb}
      />
      <CouponForm key={source.id} coupon={null} source={asJson(source)} links={links} />
    </>
  );
}
