export const couponSorts = [
  '-created_at',
  'created_at',
  'code',
  '-code',
  'discount',
  '-discount',
  'redemptions',
  '-redemptions',
  'expiration_date',
  '-expiration_date',
  'updated_at',
  '-updated_at',
] as const;

/** Which of a coupon's dates a list is narrowed by. */
export const couponDates = ['created_at', 'release_date', 'expiration_date'] as const;

export type CouponSort = (typeof couponSorts)[number];

/** What a coupon can be limited to. */
export const linkKinds = ['user_group', 'tvod_price'] as const;

export type LinkKind = (typeof linkKinds)[number];

export const linkSides = ['linked', 'unlinked'] as const;

export type LinkSide = (typeof linkSides)[number];
