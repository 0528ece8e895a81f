/** What of a coupon's rule is looked at; a form's values while they are typed, too. */
type Looked = {
  discount?: number | null | undefined;
  duration?: string | undefined;
  maxRedemptions?: number | null | undefined;
  budget?: number | null | undefined;
  releaseAt?: Date | string | null | undefined;
  expiresAt?: Date | string | null | undefined;
  security?: string | undefined;
};

/** What is known of a coupon besides its rule. `isSaved` is false for one that is not created yet. */
export type CouponFacts = { used: number; codesOut: number; isSaved?: boolean };

/** What is saved only on purpose. */
export type CouponDanger =
  | { name: 'freeForever' | 'freeForAll' | 'endless' | 'over' }
  | { name: 'moreCodes'; codes: number; used: number; left: number };

export type CouponWarning =
  | CouponDanger
  | { name: 'backwards' | 'atLimit' | 'noCodes' }
  | { name: 'belowUsed'; used: number }
  | { name: 'publicWithCodes'; codes: number }
  | { name: 'changedForUsers'; used: number };

/** Nothing bounds how often it is redeemed. Issued codes end by themselves: each is used once. */
const isUnlimited = ({ security, maxRedemptions, budget }: Looked) =>
  security === 'public' && !maxRedemptions && !budget;

export const isFreeForAll = (coupon: Looked) => coupon.discount === 100 && isUnlimited(coupon);

/** How many redemptions are left of a limit; null without one. */
export const redemptionsLeft = (limit: number | null | undefined, used: number): number | null =>
  typeof limit === 'number' ? Math.max(0, limit - used) : null;

/** What is allowed and rarely meant, and what will be refused. `changed` are the fields that differ from what is saved. */
export function couponWarnings(
  coupon: Looked,
  { used, codesOut, isSaved = false }: CouponFacts,
  now: Date,
  changed: Partial<Record<string, unknown>> = {},
): CouponWarning[] {
  const { discount, duration, maxRedemptions: limit, releaseAt, expiresAt, security } = coupon;
  const left = redemptionsLeft(limit, used);
  const isFree = discount === 100;
  const isOpen = isUnlimited(coupon);
  const ends = expiresAt ? new Date(expiresAt) : null;
  const warnings: (CouponWarning | false)[] = [
    isFree && duration === 'forever' && { name: 'freeForever' },
    isFreeForAll(coupon) && { name: 'freeForAll' },
    isOpen && ends === null && { name: 'endless' },
    ends !== null && Boolean(releaseAt) && ends <= new Date(releaseAt ?? 0) && { name: 'backwards' },
    ends !== null && ends <= now && { name: 'over' },
    typeof limit === 'number' && limit < used && { name: 'belowUsed', used },
    typeof limit === 'number' && used > 0 && limit === used && { name: 'atLimit' },
    left !== null && codesOut > left && { name: 'moreCodes', codes: codesOut, used, left },
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

/** The field that each danger is about. */
const dangerousFields: Record<CouponDanger['name'], 'duration' | 'maxRedemptions' | 'expiresAt'> = {
  freeForever: 'duration',
  freeForAll: 'maxRedemptions',
  endless: 'expiresAt',
  over: 'expiresAt',
  moreCodes: 'maxRedemptions',
};

export const isDanger = (warning: CouponWarning): warning is CouponDanger =>
  Object.hasOwn(dangerousFields, warning.name);

export const fieldOfDanger = ({ name }: CouponDanger) => dangerousFields[name];
