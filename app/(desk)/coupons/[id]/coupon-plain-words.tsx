'use client';

import type { Coupon } from '@/lib/domain/coupons/coupons/coupon-row';
import { couponWarnings } from '@/lib/domain/coupons/coupons/coupon-warnings';
import type { CouponLinks } from '../coupon-sentences';
import { CouponSummary } from '../coupon-summary';

/** The same summary as next to the form. */
export function CouponPlainWords({
  coupon,
  codesOut,
  links,
}: {
  coupon: Coupon;
  codesOut: number;
  links: CouponLinks;
}) {
  const facts = { used: coupon.redemptions, codesOut };
  // Its state already says whether it is over.
  const warnings = couponWarnings(coupon, facts, new Date(0));
  return <CouponSummary coupon={coupon} links={links} warnings={warnings} />;
}
