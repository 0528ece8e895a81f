import type { CouponSaying } from './coupon-sentences';

/** What is known of a coupon beside its rule. */
export type CouponFacts = { used: number; codesOut: number };

export type CouponWarning =
  | { name: 'freeForever' | 'freeForAll' | 'over' | 'atLimit' }
  | { name: 'moreCodes'; codes: number; limit: number }
  | { name: 'publicWithCodes'; codes: number }
  | { name: 'changedForUsers'; used: number };

/** What is allowed and rarely meant. `changed` are the fields that differ from what is saved. */
export function couponWarnings(
  coupon: CouponSaying,
  { used, codesOut }: CouponFacts,
  now: Date,
  changed: Partial<Record<string, unknown>> = {},
): CouponWarning[] {
  const { discount, duration, maxRedemptions: limit, expiresAt, security } = coupon;
  const isFree = discount === 100;
  const warnings: (CouponWarning | false)[] = [
    isFree && duration === 'forever' && { name: 'freeForever' },
    isFree && security === 'public' && !limit && { name: 'freeForAll' },
    Boolean(expiresAt) && new Date(expiresAt ?? 0) <= now && { name: 'over' },
    typeof limit === 'number' && used > 0 && limit === used && { name: 'atLimit' },
    typeof limit === 'number' && codesOut > limit && { name: 'moreCodes', codes: codesOut, limit },
    security === 'public' && codesOut > 0 && { name: 'publicWithCodes', codes: codesOut },
    used > 0 && Boolean(changed.discount ?? changed.duration ?? changed.cycles) && { name: 'changedForUsers', used },
  ];
  return warnings.filter((warning) => warning !== false);
}
