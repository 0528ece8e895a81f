'use client';

import { useTranslations } from 'next-intl';
import { Instant } from '@/components/instant';
import { routes } from '@/lib/routes';
import type { RunningOut as RunningOutCoupon } from '@/lib/statistics/list-running-out';
import { NothingYet, TodaySection } from '../_today/today-section';
import { CouponLines } from '../coupon-lines';

/** What is used up next, if it goes on as it went lately. */
export function RunningOut({ coupons }: { coupons: RunningOutCoupon[] }) {
  const t = useTranslations('statistics.runningOut');
  const lines = coupons.map(({ id, code, at, left }) => ({
    id,
    code,
    href: routes.couponStatistics(id),
    facts: (
      <>
        {t('left', { count: left })}
        {' · '}
        <Instant value={at} />
      </>
    ),
  }));
  return (
    <TodaySection title={t('title')} all={{ label: t('all'), href: routes.coupons() }}>
      {lines.length === 0 ? <NothingYet>{t('empty')}</NothingYet> : <CouponLines coupons={lines} />}
    </TodaySection>
  );
}
