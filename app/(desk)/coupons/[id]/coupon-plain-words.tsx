'use client';

import type { Coupon } from '@/lib/domain/coupons/coupons/coupon-row';
import { CouponSummary } from '../coupon-summary';
import { couponWarnings } from '../coupon-warnings';

/** The same summary as next to the form. */
export function CouponPlainWords({ coupon, codesOut }: { coupon: Coupon; codesOut: number }) {
  const facts = { used: coupon.redemptions, codesOut };
  // Its state already says whether it is over.
  const warnings = couponWarnings(coupon, facts, new Date(0));
  return <CouponSummary coupon={coupon} warnings={warnings} />;
}
