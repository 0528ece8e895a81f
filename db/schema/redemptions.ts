import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { bytea, createdAt, identity, instant, paisa, reference } from './columns';
import { codes, coupons } from './coupons';
import { tvodPrices, userGroups } from './directories';
import { integrators } from './integrators';

export const redemptions = pgTable(
  'redemptions',
  {
    id: identity(),
    couponId: reference()
      .notNull()
      .references(() => coupons.id),
    codeId: reference().references(() => codes.id),
    /** The platform's own id of the user, as it was sent. */
    userRef: text().notNull(),
    /** Copied from the coupon, so that the partial unique index can hold "one user once". */
    uniqueUser: boolean().notNull(),
    state: text({ enum: ['held', 'redeemed', 'rolled_back', 'lapsed'] })
      .notNull()
      .default('redeemed'),
    /** Which of the redemptions that the coupon allows a user this is, from 1; null where there is no such limit. */
    userSlot: smallint(),
    /**
     * The coupon's terms as they were when it was taken: in whole percent, as the version before reads and writes it; in
     * basis points, null in what that version wrote; or a fixed amount.
     */
    discount: smallint().notNull(),
    discountBp: smallint(),
    fixedOff: paisa(),
    duration: text({ enum: ['once', 'repeating', 'forever'] })
      .notNull()
      .default('once'),
    cycles: smallint().notNull().default(0),
    integratorId: reference().references(() => integrators.id),
    tvodPriceId: reference().references(() => tvodPrices.id),
    /** The plan that was bought. */
    userGroupId: reference().references(() => userGroups.id),
    /** The purchase's price and what came off it, in minor units; null when the price is not known. */
    amount: paisa(),
    amountOff: paisa(),
    /** What kept it below the coupon's terms. */
    cappedBy: text({ enum: ['maximum_off', 'amount'] }),
    /** The platform's own reference of the purchase, and whether it renews a subscription. */
    subscriptionRef: text(),
    renewal: boolean(),
    idempotencyKey: text(),
    requestDigest: bytea(),
    /** What was asked for and by what user, for a replay; null in what the version before wrote, and where it was long. */
    asked: jsonb().$type<Record<string, unknown>>(),
    createdAt: createdAt(),
    holdExpiresAt: instant(),
    confirmedAt: instant(),
    endedAt: instant(),
    endReason: text(),
  },
  (t) => [
    uniqueIndex('redemptions_user_once_key')
      .on(t.couponId, t.userRef)
      .where(sql`${t.uniqueUser} and ${t.state} in ('held', 'redeemed')`),
    uniqueIndex('redemptions_user_slot_key')
      .on(t.couponId, t.userRef, t.userSlot)
      .where(sql`${t.userSlot} is not null and ${t.state} in ('held', 'redeemed')`),
    uniqueIndex('redemptions_code_once_key')
      .on(t.codeId)
      .where(sql`${t.codeId} is not null and ${t.state} in ('held', 'redeemed')`),
    /** Those that had a code and have it no more; written when a redemption ends, and not when a code is redeemed. */
    index('redemptions_ended_code_idx')
      .on(t.codeId)
      .where(sql`${t.codeId} is not null and ${t.state} in ('rolled_back', 'lapsed')`),
    uniqueIndex('redemptions_idempotency_key')
      .on(t.integratorId, t.idempotencyKey)
      .where(sql`${t.idempotencyKey} is not null`),
    index('redemptions_coupon_idx').on(t.couponId, t.id),
    index('redemptions_created_idx').on(t.createdAt, t.id),
    index('redemptions_integrator_idx').on(t.integratorId, t.id).where(sql`${t.integratorId} is not null`),
    // Few of all. A hold that is over may not say so yet.
    index('redemptions_expired_idx').on(t.id).where(sql`${t.state} in ('held', 'lapsed')`),
    index('redemptions_rolled_back_idx').on(t.id).where(sql`${t.state} = 'rolled_back'`),
    index('redemptions_confirmed_idx').on(t.couponId, t.confirmedAt).where(sql`${t.state} = 'redeemed'`),
    index('redemptions_user_idx').on(t.userRef, t.couponId),
    /** For a search by a part of a user's id. */
    index('redemptions_user_part_idx').using('gin', sql`lower(${t.userRef}) gin_trgm_ops`),
    index('redemptions_holds_idx').on(t.couponId, t.holdExpiresAt).where(sql`${t.state} = 'held'`),
    check(
      'redemptions_amount_check',
      sql`num_nulls(${t.amount}, ${t.amountOff}) in (0, 2) and ${t.amountOff} between 0 and ${t.amount}`,
    ),
    check(
      'redemptions_state_check',
      sql`case ${t.state}
      when 'held' then ${t.holdExpiresAt} is not null and ${t.confirmedAt} is null and ${t.endedAt} is null
      when 'redeemed' then ${t.confirmedAt} is not null and ${t.endedAt} is null
      when 'rolled_back' then ${t.endedAt} is not null
      when 'lapsed' then ${t.holdExpiresAt} is not null and ${t.confirmedAt} is null and ${t.endedAt} is not null
      else false end`,
    ),
  ],
);

/** Billing cycles that a redemption's discount was given for; `number` counts from 1. */
export const redemptionCycles = pgTable(
  'redemption_cycles',
  {
    redemptionId: reference()
      .notNull()
      .references(() => redemptions.id),
    number: integer().notNull(),
    bookedAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.redemptionId, t.number] }),
    check('redemption_cycles_number_check', sql`${t.number} >= 1`),
  ],
);
