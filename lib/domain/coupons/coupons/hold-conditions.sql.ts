// Rules about a row of `redemptions`, as conditions on its alias `r`; `at` is SQL for the instant.

/** A hold whose time is not over. */
export const isLiveHold = (r: string, at: string): string => `(${r}.state = 'held' and ${r}.hold_expires_at > ${at})`;

/** A hold whose time is over, though its row does not say so yet. */
export const isExpiredHold = (r: string, at: string): string =>
  `(${r}.state = 'held' and ${r}.hold_expires_at <= ${at})`;

/** Takes its code, its user and a place under the limit. */
export const isLive = (r: string, at: string): string => `(${r}.state = 'redeemed' or ${isLiveHold(r, at)})`;

/** Counts against its coupon: an expired hold does until it is ended. */
export const countsAgainstCoupon = (r: string): string => `${r}.state in ('held', 'redeemed')`;
