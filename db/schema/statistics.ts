import { sql } from 'drizzle-orm';
import { bigint, check, integer, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core';
import { identity, instant, paisa, plainText, reference } from './columns';

/**
 * What triggers on `redemptions` wrote and is not rolled up yet: one row each time a redemption begins or stops to count.
 * Appended only, so that redeeming never waits for a counter; read together with the counters it is always exact.
 */
export const redemptionChanges = pgTable('redemption_changes', {
  id: identity(),
  couponId: reference().notNull(),
  /** The quarter of an hour in UTC that it was confirmed in: a day of every zone begins at one. */
  bucket: instant().notNull(),
  userRef: text().notNull(),
  tvodPriceId: reference(),
  userGroupId: reference(),
  change: integer().notNull(),
  amountOff: paisa().notNull(),
});

/** The same for `codes`, one row a statement, coupon and status. */
export const codeChanges = pgTable('code_changes', {
  id: identity(),
  couponId: reference().notNull(),
  status: text().notNull(),
  change: integer().notNull(),
});

/** Coupon 0 is all coupons together, here and for codes. Made from the changes; `npm run recount` proves and rebuilds them. */
export const redemptionCounters = pgTable(
  'redemption_counters',
  {
    couponId: reference().notNull(),
    /** `time` is `all` by the time of the UTC day, 21 days together: how a year's hours went is read without its every quarter. */
    kind: text({ enum: ['all', 'tvod_price', 'user_group', 'time'] }).notNull(),
    /** How many minutes a bucket has: a quarter of an hour, a UTC day, 21 of them, or 0 for all time. */
    span: smallint().notNull(),
    bucket: instant().notNull(),
    /** The price or the group, the number of the quarter for `time`; 0 for the kind that has none. */
    refId: reference().notNull(),
    redeemed: bigint({ mode: 'number' }).notNull(),
    amountOff: paisa().notNull(),
    /** Users whose first redemption that counts is in this bucket; only of the kind `all`. */
    newUsers: bigint({ mode: 'number' }).notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.couponId, t.kind, t.span, t.bucket, t.refId] }),
    check('redemption_counters_kind_check', sql`${t.kind} in ('all', 'tvod_price', 'user_group', 'time')`),
    check('redemption_counters_span_check', sql`${t.span} in (0, 15, 1440, 30240)`),
  ],
);

/** By the user first: what a user did with other coupons, which decides whether they are new to all coupons, is next to it. */
export const redeemingUsers = pgTable(
  'redeeming_users',
  {
    couponId: reference().notNull(),
    userRef: plainText().notNull(),
    /** Null when none of theirs counts any more. */
    firstBucket: instant(),
  },
  (t) => [
    // Its migration includes `first_bucket` in the index: a change that waits is then answered from the index alone.
    primaryKey({ columns: [t.userRef, t.couponId] }),
    check('redeeming_users_coupon_id_check', sql`${t.couponId} > 0`),
  ],
);

export const codeCounters = pgTable(
  'code_counters',
  {
    couponId: reference().notNull(),
    status: text().notNull(),
    count: bigint({ mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.couponId, t.status] })],
);
