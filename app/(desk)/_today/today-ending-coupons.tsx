'use client';

import { useTranslations } from 'next-intl';
import { Instant } from '@/components/instant';
import { ListCard, ListRow, ListRows, NothingYet, WholeListLink } from '@/components/list-card';
import { Mono } from '@/components/mono';
import { routes } from '@/lib/core/routes';
import { offText } from '@/lib/domain/coupons/coupons/describe-discount';
import type { EndingCoupon } from '@/lib/domain/redemptions/statistics/list-ending-coupons';

export function EndingCoupons({ coupons }: { coupons: EndingCoupon[] }) {
  const t = useTranslations('today.ending');
  return (
    <ListCard title={t('title')} aside={<WholeListLink href={routes.coupons()}>{t('all')}</WholeListLink>}>
      {coupons.length === 0 ? (
        <NothingYet>{t('empty')}</NothingYet>
      ) : (
        <ListRows>
          {coupons.map((coupon) => (
            <ListRow key={coupon.id} href={routes.coupon(coupon.id)} name={<Mono>{coupon.code}</Mono>}>
              <span className="figures shrink-0 text-13 text-muted">
                {coupon.left === null ? t('discount', { off: offText(coupon) }) : t('left', { count: coupon.left })}
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
    </ListCard>
  );
}
