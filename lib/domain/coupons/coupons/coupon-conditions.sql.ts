// Rules about a row of `coupons`, as conditions on its alias `c`; `at` is SQL for the instant.

export const isNotDeleted = (c: string): string => `${c}.deleted_at is null`;

export const isSwitchedOn = (c: string): string => `${c}.status = 'available'`;

/** From the release on, that instant included. */
export const isReleased = (c: string, at: string): string => `(${c}.release_at is null or ${c}.release_at <= ${at})`;

/** Until the expiration, that instant excluded. */
export const isNotExpired = (c: string, at: string): string => `(${c}.expires_at is null or ${c}.expires_at > ${at})`;

/** `taken` is SQL for how many places under the limit are taken. */
export const hasPlaceLeft = (c: string, taken: string): string =>
  `(${c}.max_redemptions is null or ${taken} < ${c}.max_redemptions)`;

/** `spent` is SQL for what came off so far, `off` for what comes off now; what is not known does not fit. */
export const fitsBudget = (c: string, spent: string, off: string): string =>
  `(${c}.budget is null or coalesce(${spent} + ${off} <= ${c}.budget, false))`;

/** Whether anything can still come off. */
export const hasBudgetLeft = (c: string): string => `(${c}.budget is null or ${c}.spent < ${c}.budget)`;

/** Can be redeemed now or, released later, one day; its limit is apart. */
export const isUsable = (c: string, at: string): string =>
  `(${isNotDeleted(c)} and ${isSwitchedOn(c)} and ${isNotExpired(c, at)})`;
