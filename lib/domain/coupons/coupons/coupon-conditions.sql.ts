// Rules about a row of `coupons`, as conditions on its alias `c`; `at` is SQL for the instant.

export const isNotDeleted = (c: string): string => `${c}.deleted_at is null`;

export const isSwitchedOn = (c: string): string => `${c}.status = 'available'`;

/** From the release on, that instant included. */
export const isReleased = (c: string, at: string): string => `(${c}.release_at is null or ${c}.release_at <= ${at})`;

/** SQL for the first instant at which it is over, as its index has it. */
export const endOf = (c: string): string => `coalesce(${c}.expires_at, 'infinity'::timestamptz)`;

/** Until the expiration, that instant excluded. */
export const isNotExpired = (c: string, at: string): string => `${endOf(c)} > ${at}`;

/** `taken` is SQL for how many places under the limit are taken. */
export const hasPlaceLeft = (c: string, taken: string): string =>
  `(${c}.max_redemptions is null or ${taken} < ${c}.max_redemptions)`;

/** `spent` is SQL for what came off so far, `off` for what comes off now; what is not known does not fit. */
export const fitsBudget = (c: string, spent: string, off: string): string =>
  `(${c}.budget is null or coalesce(${spent} + ${off} <= ${c}.budget, false))`;

/** Whether anything can still come off. */
export const hasBudgetLeft = (c: string): string => `(${c}.budget is null or ${c}.spent < ${c}.budget)`;

/**
 * SQL for its state, the one definition of it: switched off by hand, else past its end, else used up, else not begun, else
 * active.
 */
export const stateOf = (c: string, at: string): string => `case
    when not ${isSwitchedOn(c)} then 'unavailable'
    when not ${isNotExpired(c, at)} then 'expired'
    when not (${hasPlaceLeft(c, `${c}.redemption_count`)} and ${hasBudgetLeft(c)}) then 'used_up'
    when not ${isReleased(c, at)} then 'scheduled'
    else 'active' end`;

/** SQL for how many redemptions within an hour pause it; null for any number. */
export const hourLimitOf = (c: string): string => `least(${c}.redemptions_per_hour,
      case when ${c}.pause_above_usual_pace and ${c}.usual_per_hour > 0 then greatest(10, 3 * ${c}.usual_per_hour) end)`;

/** Can be redeemed now or, released later, one day; its limit is apart. */
export const isUsable = (c: string, at: string): string =>
  `(${isNotDeleted(c)} and ${isSwitchedOn(c)} and ${isNotExpired(c, at)})`;
