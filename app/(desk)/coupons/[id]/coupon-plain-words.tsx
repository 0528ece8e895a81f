'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Coupon } from '@/lib/domain/coupons/coupons/coupon-row';
import { couponWarnings } from '@/lib/domain/coupons/coupons/coupon-warnings';
import { useOverWords } from '../coupon-over';
import type { CouponLinks } from '../coupon-sentences';
import { CouponSummary } from '../coupon-summary';

/** The same summary as next to the form; it begins with why nobody can redeem the coupon, where that is so. */
export function CouponPlainWords({
  coupon,
  codesOut,
  links,
}: {
  coupon: Coupon;
  codesOut: number;
  links: CouponLinks;
}) {
  const t = useTranslations('coupons.overview');
  const overOf = useOverWords();
  const [now] = useState(() => new Date());
  const over = coupon.deletedAt ? t('deletedTitle') : overOf(coupon);
  const facts = { used: coupon.redemptions, codesOut };
  const warnings = couponWarnings(coupon, facts, now).filter(
    ({ name }) => !over || (name !== 'over' && name !== 'atLimit'),
  );
  return <CouponSummary coupon={coupon} links={links} over={over} warnings={warnings} />;
}
