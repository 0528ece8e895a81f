import type { CouponSaying } from './coupon-sentences';

/** What is known of a coupon besides its rule. `isSaved` is false for one that is not created yet. */
export type CouponFacts = { used: number; codesOut: number; isSaved?: boolean };

export type CouponWarning =
  | { name: 'freeForever' | 'freeForAll' | 'over' | 'backwards' | 'atLimit' | 'noCodes' }
  | { name: 'belowUsed'; used: number }
  | { name: 'moreCodes'; codes: number; limit: number }
  | { name: 'publicWithCodes'; codes: number }
  | { name: 'changedForUsers'; used: number };

/** What is allowed and rarely meant, and what will be refused. `changed` are the fields that differ from what is saved. */
export function couponWarnings(
  coupon: CouponSaying,
  { used, codesOut, isSaved = false }: CouponFacts,
  now: Date,
  changed: Partial<Record<string, unknown>> = {},
): CouponWarning[] {
  const { discount, duration, maxRedemptions: limit, budget, releaseAt, expiresAt, security } = coupon;
  const isFree = discount === 100;
  const ends = expiresAt ? new Date(expiresAt) : null;
  const warnings: (CouponWarning | false)[] = [
    isFree && duration === 'forever' && { name: 'freeForever' },
    isFree && security === 'public' && !limit && !budget && { name: 'freeForAll' },
    ends !== null && Boolean(releaseAt) && ends <= new Date(releaseAt ?? 0) && { name: 'backwards' },
    ends !== null && ends <= now && { name: 'over' },
    typeof limit === 'number' && limit < used && { name: 'belowUsed', used },
    typeof limit === 'number' && used > 0 && limit === used && { name: 'atLimit' },
    typeof limit === 'number' && codesOut > limit && { name: 'moreCodes', codes: codesOut, limit },
    isSaved && security === 'restricted' && codesOut === 0 && { name: 'noCodes' },
    security === 'public' && codesOut > 0 && { name: 'publicWithCodes', codes: codesOut },
    used > 0 &&
      Boolean(changed.discount ?? changed.amountOff ?? changed.duration ?? changed.cycles) && {
        name: 'changedForUsers',
        used,
      },
  ];
  return warnings.filter((warning) => warning !== false);
}
