import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { asJson } from '@/app/session/as-json';
import { Invalid } from '@/lib/core/errors';
import { routes } from '@/lib/core/routes';
import { getCouponStatistics } from '@/lib/domain/redemptions/statistics/get-coupon-statistics';
import { getPeriodStatistics } from '@/lib/domain/redemptions/statistics/get-period-statistics';
import { listSubscriptions } from '@/lib/domain/redemptions/statistics/list-subscriptions';
import { subscriptionsPerPage } from '@/lib/domain/redemptions/statistics/schemas';
import { can } from '@/lib/platform/context/permissions';
import { PeriodView } from '../../../statistics/period-view';
import { loadPeriod, periodQuery } from '../../../statistics/search-params';
import { CouponHeader } from '../coupon-header';
import { type CouponParams, loadCoupon } from '../load-coupon';
import { Figures } from './figures';
import { RecentRedemptions } from './recent-redemptions';
import { loadRecent } from './search-params';

type StatisticsPageProps = CouponParams & { searchParams: Promise<SearchParams> };

export async function generateMetadata(props: CouponParams): Promise<Metadata> {
  const { coupon, insteadTitle } = await loadCoupon(props, '/coupons/[id]/statistics');
  const t = await getTranslations('statistics');
  return { title: insteadTitle ?? t('title', { code: coupon?.code ?? '' }) };
}

export default async function CouponStatisticsPage(props: StatisticsPageProps) {
  const { ctx, rights, coupon, instead } = await loadCoupon(props, '/coupons/[id]/statistics');
  if (instead) return instead;
  const { id, maxRedemptions } = coupon;
  const query = periodQuery(await loadPeriod(props.searchParams), id);
  const { after } = await loadRecent(props.searchParams);
  const [figures, statistics, recent] = await Promise.all([
    getCouponStatistics(ctx, { couponId: id, lastDays: 1 }),
    getPeriodStatistics(ctx, query),
    listSubscriptions(ctx, { couponId: id, perPage: subscriptionsPerPage, ...(after ? { after } : {}) }),
  ]).catch((error: unknown) => {
    // The cursor of another list, or none at all.
    if (error instanceof Invalid) redirect(routes.couponStatistics(id));
    throw error;
  });
  return (
    <>
      <CouponHeader coupon={coupon} rights={rights} />
      <div className="flex max-w-[1200px] flex-col gap-6">
        <Figures couponId={id} maxRedemptions={maxRedemptions} figures={figures} />
        <PeriodView couponId={id} initial={asJson(statistics)} initialQuery={query} />
        <RecentRedemptions
          couponId={id}
          canExport={can(ctx.actor, 'redemptions.read')}
          initial={asJson(recent)}
          initialAfter={after}
        />
      </div>
    </>
  );
}
