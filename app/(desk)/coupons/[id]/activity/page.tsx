import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { listActivity } from '@/lib/platform/audit/list-activity';
import { listActivityActors } from '@/lib/platform/audit/list-activity-actors';
import { ActivityList } from '../../../activity/activity-list';
import { activityQuery, loadActivityParams } from '../../../activity/search-params';
import { CouponHeader } from '../coupon-header';
import { type CouponParams, loadCoupon } from '../load-coupon';

type CouponActivityPageProps = CouponParams & { searchParams: Promise<SearchParams> };

export async function generateMetadata(props: CouponParams): Promise<Metadata> {
  const { coupon, insteadTitle } = await loadCoupon(props, '/coupons/[id]/activity');
  const t = await getTranslations('activity');
  return { title: insteadTitle ?? t('coupon.title', { code: coupon?.code ?? '' }) };
}

export default async function CouponActivityPage(props: CouponActivityPageProps) {
  const { ctx, rights, coupon, instead } = await loadCoupon(props, '/coupons/[id]/activity');
  if (instead) return instead;
  const params = await loadActivityParams(props.searchParams);
  const query = activityQuery(params, coupon.id);
  const [initial, actors] = await Promise.all([listActivity(ctx, query), listActivityActors(ctx)]);
  return (
    <>
      <CouponHeader coupon={coupon} rights={rights} />
      <ActivityList initial={initial} initialParams={params} actors={actors} couponId={coupon.id} />
    </>
  );
}
