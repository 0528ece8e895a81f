import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { asJson } from '@/app/session/as-json';
import { NoPermission } from '@/components/no-permission';
import { lastDaysUntil } from '@/lib/statistics/days';
import { getCouponStatistics } from '@/lib/statistics/get-coupon-statistics';
import { listSubscriptions } from '@/lib/statistics/list-subscriptions';
import { subscriptionsPerPage } from '@/lib/statistics/schemas';
import { CouponHeader } from '../coupon-header';
import { type CouponParams, loadCoupon } from '../load-coupon';
import { loadPeriod } from './search-params';
import { StatisticsView } from './statistics-view';

type StatisticsPageProps = CouponParams & { searchParams: Promise<SearchParams> };

export async function generateMetadata(props: CouponParams): Promise<Metadata> {
  const { coupon } = await loadCoupon(props);
  const t = await getTranslations('statistics');
  return { title: t('title', { code: coupon?.code ?? '' }) };
}

export default async function CouponStatisticsPage(props: StatisticsPageProps) {
  const { ctx, rights, coupon } = await loadCoupon(props);
  const t = await getTranslations('statistics');
  if (!coupon) return <NoPermission isPage who={t('who')} />;
  const { id, maxRedemptions } = coupon;
  const { days } = await loadPeriod(props.searchParams);
  const [figures, recent] = await Promise.all([
    getCouponStatistics(ctx, id, { lastDays: days }),
    listSubscriptions(ctx, { couponId: id, perPage: subscriptionsPerPage }),
  ]);
  const [today = ''] = lastDaysUntil(ctx.now(), figures.timeZone, 1);
  return (
    <>
      <CouponHeader coupon={coupon} rights={rights} />
      <StatisticsView
        coupon={{ id, maxRedemptions }}
        today={today}
        initialDays={days}
        initial={asJson(figures)}
        initialRecent={asJson(recent)}
      />
    </>
  );
}
