/** What of the coupons an API key reaches: those of its own company and those named on it, or every coupon. */
export const couponLimits = ['own', 'all'] as const;
export type CouponLimit = (typeof couponLimits)[number];
