'use client';

import { useTranslations } from 'next-intl';
import { Instant } from '@/components/instant';
import { ListRow, ListRows, NothingYet } from '@/components/list-card';
import { Mono } from '@/components/mono';
import { routes } from '@/lib/routes';
import type { EndingCoupon } from '@/lib/statistics/get-today';
import { TodaySection } from './today-section';

export function EndingCoupons({ coupons }: { coupons: EndingCoupon[] }) {
  const t = useTranslations('today.ending');
  return (
    <TodaySection title={t('title')} all={{ label: t('all'), href: routes.coupons() }}>
      {coupons.length === 0 ? (
        <NothingYet>{t('empty')}</NothingYet>
      ) : (
        <ListRows>
          {coupons.map((coupon) => (
            <ListRow key={coupon.id} href={routes.coupon(coupon.id)} name={<Mono>{coupon.code}</Mono>}>
              <span className="figures shrink-0 text-13 text-muted">
                {coupon.left === null
                  ? t('discount', { discount: coupon.discount })
                  : t('left', { count: coupon.left })}
                {coupon.expiresAt && (
                  <>
                    {' · '}
                    {t('until')} <Instant value={coupon.expiresAt} end />
                  </>
                )}
              </span>
            </ListRow>
          ))}
        </ListRows>
      )}
    </TodaySection>
  );
}
