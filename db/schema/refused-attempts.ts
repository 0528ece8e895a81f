import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { identity, instant, paisa, reference } from './columns';

/**
 * Checks and redeems that a coupon's rules refused, for 30 days: what a change of the coupon would have done to them. The same
 * user with the same purchase on the same day is one row. Nothing is referred to, so that a row never fails a write.
 */
export const refusedAttempts = pgTable(
  'refused_attempts',
  {
    id: identity(),
    couponId: reference().notNull(),
    codeId: reference(),
    at: instant().notNull(),
    /** A hash of the user's id: who it was is of no interest, only whether it was the same. */
    userKey: bigint({ mode: 'bigint' }).notNull(),
    /** A hash of what makes it the same attempt. */
    slot: bigint({ mode: 'bigint' }).notNull(),
    /** What was asked for and by what user; null in what the version before wrote, and where it was long. */
    asked: jsonb().$type<Record<string, unknown>>(),
    /** Written by the version before alone, like the groups. */
    userStatus: text({ enum: ['new', 'active', 'lapsed'] }),
    groupIds: bigint({ mode: 'number' }).array().notNull().default(sql`'{}'`),
    /** The purchase's price in minor units, where it is known. */
    amount: paisa(),
    /** The rules that refused it. */
    failed: text().array().notNull(),
  },
  (t) => [
    uniqueIndex('refused_attempts_slot_key').on(t.couponId, t.slot),
    index('refused_attempts_coupon_idx').on(t.couponId, t.at),
    index('refused_attempts_at_idx').on(t.at),
  ],
);
