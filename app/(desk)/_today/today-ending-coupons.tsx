'use client';

import { useTranslations } from 'next-intl';
import { Instant } from '@/components/instant';
import { routes } from '@/lib/routes';
import type { EndingCoupon } from '@/lib/statistics/get-today';
import { CouponLines } from '../coupon-lines';
import { NothingYet, TodaySection } from './today-section';

export function EndingCoupons({ coupons }: { coupons: EndingCoupon[] }) {
  const t = useTranslations('today.ending');
  const lines = coupons.map(({ id, code, left, discount, expiresAt }) => ({
    id,
    code,
    href: routes.coupon(id),
    facts: (
      <>
        {left === null ? t('discount', { discount }) : t('left', { count: left })}
        {expiresAt && (
          <>
            {' · '}
            {t('until')} <Instant value={expiresAt} end />
          </>
        )}
      </>
    ),
  }));
  return (
    <TodaySection title={t('title')} all={{ label: t('all'), href: routes.coupons() }}>
      {lines.length === 0 ? <NothingYet>{t('empty')}</NothingYet> : <CouponLines coupons={lines} />}
    </TodaySection>
  );
}
