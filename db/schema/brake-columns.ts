import { sql } from 'drizzle-orm';
import { integer } from 'drizzle-orm/pg-core';
import { instant } from './columns';

/** What the brake of a coupon knows. */
export const brakeColumns = () => ({
  /**
   * Its redemptions of the last hour, where it has a brake: the minute since 1970 and how many, by turns. The database reads
   * and adds them by functions of its own, so that a redemption that has no brake pays nothing for them.
   */
  recentMinutes: integer().array().notNull().default(sql`'{}'`),
  /** How many redemptions an hour usually has, counted each hour where the brake asks for it; null while that is not known. */
  usualPerHour: integer(),
  /** Since when it is switched off because it was redeemed too often within an hour. */
  pausedAt: instant(),
  /** When people were mailed about its last pause. */
  pauseMailedAt: instant(),
  /** The fixed hour in which the version before counts. */
  hourStartedAt: instant(),
  hourCount: integer().notNull().default(0),
});
