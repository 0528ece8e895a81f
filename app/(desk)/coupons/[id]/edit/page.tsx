import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { asJson } from '@/app/session/as-json';
import { PageHeader } from '@/components/page-header';
import { routes } from '@/lib/core/routes';
import { countCodes } from '@/lib/domain/coupons/codes/list-codes';
import { CouponForm } from '../../coupon-form';
import { loadLinks } from '../../load-links';
import { type CouponParams, loadCoupon } from '../load-coupon';

export async function generateMetadata(props: CouponParams): Promise<Metadata> {
  const { coupon, insteadTitle } = await loadCoupon(props, '/coupons/[id]/edit');
  const t = await getTranslations('coupons');
  return { title: insteadTitle ?? t('form.editTitle', { code: coupon?.code ?? '' }) };
}

export default async function EditCouponPage(props: CouponParams) {
  const { ctx, coupon, instead } = await loadCoupon(props, '/coupons/[id]/edit');
  const t = await getTranslations('coupons');
  if (instead) return instead;
  if (coupon.deletedAt) redirect(routes.coupon(coupon.id));
  const [{ available, sold }, links] = await Promise.all([
    countCodes(ctx, { couponId: coupon.id }),
    loadLinks(ctx, coupon.id),
  ]);
  const facts = { used: coupon.redemptions, codesOut: available.count + sold.count, isSaved: true };
  const breadcrumb = [
    { label: t('title'), href: routes.coupons() },
    { label: coupon.code, href: routes.coupon(coupon.id) },
  ];
  return (
    <>
      <PageHeader title={t('form.editTitle', { code: coupon.code })} breadcrumb={breadcrumb} />
      <CouponForm key={coupon.id} coupon={asJson(coupon)} links={links} facts={facts} />
    </>
  );
}
