import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { listTvodPriceLinks, listUserGroupLinks } from '@/lib/domain/coupons/coupons/list-links';
import { getCouponStatistics } from '@/lib/domain/redemptions/statistics/get-coupon-statistics';
import { CouponHeader } from './coupon-header';
import { CouponOverview } from './coupon-overview';
import { type CouponParams, loadCoupon } from './load-coupon';

export async function generateMetadata(props: CouponParams): Promise<Metadata> {
  const { coupon } = await loadCoupon(props);
  const t = await getTranslations('coupons');
  return { title: coupon?.code ?? t('title') };
}

const shownLinks = 10;

export default async function CouponPage(props: CouponParams) {
  const { ctx, rights, coupon } = await loadCoupon(props);
  if (!coupon) return <NoPermission permission="coupons.read" />;
  const linked = { couponId: coupon.id, side: 'linked', perPage: shownLinks } as const;
  const [statistics, groups, prices] = await Promise.all([
    getCouponStatistics(ctx, { couponId: coupon.id }),
    listUserGroupLinks(ctx, linked),
    listTvodPriceLinks(ctx, linked),
  ]);
  return (
    <>
      <CouponHeader coupon={coupon} rights={rights} />
      <CouponOverview coupon={coupon} statistics={statistics} groups={groups} prices={prices} />
    </>
  );
}
