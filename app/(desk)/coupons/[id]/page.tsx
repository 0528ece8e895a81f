import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { getCouponStatistics } from '@/lib/domain/redemptions/statistics/get-coupon-statistics';
import { CouponOver } from '../coupon-over';
import { loadLinks } from '../load-links';
import { CouponHeader } from './coupon-header';
import { CouponOverview } from './coupon-overview';
import { type CouponParams, loadCoupon } from './load-coupon';

export async function generateMetadata(props: CouponParams): Promise<Metadata> {
  const { coupon, insteadTitle } = await loadCoupon(props, '/coupons/[id]');
  const t = await getTranslations('coupons');
  return { title: insteadTitle ?? coupon?.code ?? t('title') };
}

export default async function CouponPage(props: CouponParams) {
  const { ctx, rights, coupon, instead } = await loadCoupon(props, '/coupons/[id]');
  if (instead) return instead;
  const [statistics, links] = await Promise.all([
    getCouponStatistics(ctx, { couponId: coupon.id }),
    loadLinks(ctx, coupon.id),
  ]);
  return (
    <>
      <CouponHeader coupon={coupon} rights={rights} />
      {!coupon.deletedAt && <CouponOver coupon={coupon} className="mb-4" canWrite={rights.canWrite} />}
      <CouponOverview coupon={coupon} statistics={statistics} links={links} />
    </>
  );
}
