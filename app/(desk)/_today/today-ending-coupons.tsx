'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Instant } from '@/components/instant';
import { routes } from '@/lib/routes';
import type { EndingCoupon } from '@/lib/statistics/get-today';
import { NothingYet, TodaySection } from './today-section';

export function EndingCoupons({ coupons }: { coupons: EndingCoupon[] }) {
  const t = useTranslations('today.ending');
  return (
    <TodaySection title={t('title')} all={{ label: t('all'), href: routes.coupons() }}>
      {coupons.length === 0 ? (
        <NothingYet>{t('empty')}</NothingYet>
      ) : (
        <ul className="divide-y divide-separator border-t border-separator">
          {coupons.map((coupon) => (
            <li key={coupon.id} className="relative flex items-center gap-4 px-4 py-2.5 hover:bg-surface-hover">
              <Link
                href={routes.coupon(coupon.id)}
                className="min-w-0 flex-1 truncate rounded-sm font-mono text-13 after:absolute after:inset-0 hover:underline"
              >
                {coupon.code}
              </Link>
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
            </li>
          ))}
        </ul>
      )}
    </TodaySection>
  );
}
