import { createLoader, parseAsString } from 'nuqs/server';

/** The page of the coupon's redemptions. */
export const recentParams = { after: parseAsString };

export const loadRecent = createLoader(recentParams);
