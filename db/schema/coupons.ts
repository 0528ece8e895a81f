import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { couponFields } from '../../lib/core/entities/coupon';
import { bestIndexes } from './best-indexes';
import { brakeColumns } from './brake-columns';
import { bytea, byteaList, createdAt, identity, instant, paisa, reference } from './columns';
import { isOneOf, isWithin } from './field-checks';
import { fieldColumns } from './field-columns';
import { integrators } from './integrators';

export const coupons = pgTable(
  'coupons',
  {
    id: identity(),
    ...fieldColumns(couponFields),
    /**
     * What its own code is found by, as issued codes are. A trigger keeps coupons that are not deleted and issued codes in use
     * apart. Null on what the version before wrote, until the next start.
     */
    codeDigest: bytea(),
    /** While digest keys are rotated: what its code is under the others that issued codes can have. */
    otherDigests: byteaList(),
    /** `discount` in whole percent, as the version before reads and writes it; a trigger keeps the two in step. */
    wholePercent: smallint('discount').notNull().default(0),
    /** The company whose key made it; null: the desk's own. */
    integratorId: reference().references(() => integrators.id),
    /** Redemptions that count against the limit: redeemed and held, neither rolled back nor expired. */
    redemptionCount: integer().notNull().default(0),
    /** Its limit is reached. A column, for indexes: one that held the count would be rewritten by each redemption. */
    usedUp: boolean()
      .notNull()
      .generatedAlwaysAs(sql`max_redemptions is not null and redemption_count >= max_redemptions`),
    /** What came off by those redemptions, in minor units. */
    spent: paisa().notNull().default(0),
    /** How many plans and TVOD prices it pays for; triggers keep it. 0 for anything. */
    linkCount: integer().notNull().default(0),
    ...brakeColumns(),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
    updatedAt: createdAt(),
    deletedAt: instant(),
  },
  (t) => [
    uniqueIndex('coupons_code_key').on(sql`lower(${t.code})`).where(sql`${t.deletedAt} is null`),
    index('coupons_any_code_idx').on(sql`lower(${t.code})`),
    index('coupons_code_digest_idx').on(t.codeDigest),
    index('coupons_other_digests_idx').on(t.id).where(sql`${t.otherDigests} is not null`),
    index('coupons_without_digest_idx').on(sql`lower(${t.code})`).where(sql`${t.codeDigest} is null`),
    // None of these holds `redemptionCount`: a redemption that changed an indexed column would rewrite every index.
    index('coupons_code_part_idx').using('gin', t.code.op('gin_trgm_ops')),
    index('coupons_description_part_idx').using('gin', t.description.op('gin_trgm_ops')),
    index('coupons_discount_bp_idx').on(t.discount, t.id).where(sql`${t.deletedAt} is null`),
    index('coupons_expires_at_idx')
      .on(sql`coalesce(${t.expiresAt}, 'infinity'::timestamptz)`, t.id)
      .where(sql`${t.deletedAt} is null`),
    index('coupons_created_at_idx').on(t.createdAt, t.id).where(sql`${t.deletedAt} is null`),
    index('coupons_release_at_idx').on(t.releaseAt, t.id).where(sql`${t.deletedAt} is null`),
    index('coupons_updated_at_idx').on(t.updatedAt, t.id).where(sql`${t.deletedAt} is null`),
    index('coupons_integrator_id_idx').on(t.integratorId, t.id).where(sql`${t.integratorId} is not null`),
    index('coupons_paused_idx').on(t.pausedAt).where(sql`${t.pausedAt} is not null`),
    ...bestIndexes(t),
    index('coupons_deleted_idx').on(t.id).where(sql`${t.deletedAt} is not null`),
    check('coupons_code_check', sql`${t.code} ~ '^[A-Za-z0-9_-]{1,64}$'`),
    check('coupons_status_check', isOneOf(t.status, couponFields.status)),
    check('coupons_security_check', isOneOf(t.security, couponFields.security)),
    check(
      'coupons_discount_check',
      sql`case when ${t.amountOff} is null then ${t.discount} between 1 and 10000
        else ${t.discount} = 0 and ${t.amountOff} >= 1 and ${t.maximumOff} is null end`,
    ),
    check('coupons_amounts_check', sql`least(${t.maximumOff}, ${t.minimumAmount}, ${t.budget}) >= 1`),
    check('coupons_budget_check', sql`${t.spent} <= ${t.budget}`),
    check(
      'coupons_user_limit_check',
      sql`${isWithin(t.redemptionsPerUser, couponFields.redemptionsPerUser)}
        and ${t.uniqueRedemption} = (coalesce(${t.redemptionsPerUser}, 0) = 1)`,
    ),
    check(
      'coupons_hour_check',
      sql`${t.redemptionsPerHour} >= ${sql.raw(String(couponFields.redemptionsPerHour.min))} and ${t.hourCount} >= 0`,
    ),
    check(
      'coupons_audience_check',
      sql`${isOneOf(t.audience, couponFields.audience)}
        and (${t.audience} = 'members') = (cardinality(${t.memberGroupIds}) > 0)`,
    ),
    check('coupons_valid_days_check', isWithin(t.validDaysAfterSale, couponFields.validDaysAfterSale)),
    check('coupons_paused_check', sql`${t.pausedAt} is null or ${t.status} = 'unavailable'`),
    check(
      'coupons_cycles_check',
      sql`${isOneOf(t.duration, couponFields.duration)}
        and case when ${t.duration} = 'repeating' then ${isWithin(t.cycles, { ...couponFields.cycles, min: 1 })} else ${t.cycles} = 0 end`,
    ),
    check(
      'coupons_limit_check',
      sql`${t.redemptionCount} >= 0 and (${t.maxRedemptions} is null
        or (${t.maxRedemptions} >= 1 and ${t.redemptionCount} <= ${t.maxRedemptions}))`,
    ),
    check('coupons_dates_check', sql`${t.expiresAt} > ${t.releaseAt}`),
  ],
);

export const codeBatches = pgTable(
  'code_batches',
  {
    id: identity(),
    couponId: reference()
      .notNull()
      .references(() => coupons.id),
    kind: text({ enum: ['generated', 'listed', 'imported'] }).notNull(),
    state: text({ enum: ['queued', 'running', 'done', 'cancelled', 'failed'] }).notNull(),
    requested: integer().notNull(),
    issued: integer().notNull().default(0),
    /** How its codes look, when they are not the usual ones. */
    pattern: jsonb().$type<{ prefix: string; groups: number; groupLength: number; alphabet: string }>(),
    /** Its codes have ids from here to there; others can be in between. Found without an index of their own. */
    firstCodeId: reference(),
    lastCodeId: reference(),
    /** Runs of its job that ended in a fault, and what the last one was. */
    faults: smallint().notNull().default(0),
    failure: text(),
    /** Since when its codes are dead by a person's press, and since when they seem to be known to strangers. */
    pausedAt: instant(),
    suspectedAt: instant(),
    /** What one of its codes costs us when it is sold; null where nobody said. */
    unitCostPaisa: paisa(),
    createdBy: text().notNull(),
    createdAt: createdAt(),
    finishedAt: instant(),
  },
  (t) => [
    check('code_batches_unit_cost_check', sql`${t.unitCostPaisa} >= 0`),
    index('code_batches_coupon_id_idx').on(t.couponId, t.id),
    check('code_batches_issued_check', sql`${t.issued} between 0 and ${t.requested}`),
    check('code_batches_requested_check', sql`${t.requested} between 1 and 1000000`),
    check('code_batches_kind_check', sql`${t.kind} in ('generated', 'listed', 'imported')`),
    check(
      'code_batches_state_check',
      sql`${t.state} in ('queued', 'running', 'done', 'cancelled', 'failed')
      and (${t.state} in ('done', 'cancelled', 'failed')) = (${t.finishedAt} is not null)`,
    ),
  ],
);

/** Issued codes, encrypted. `digest` is keyed, and unique over all coupons: a code alone finds its row. */
export const codes = pgTable(
  'codes',
  {
    id: identity(),
    couponId: reference()
      .notNull()
      .references(() => coupons.id),
    batchId: reference()
      .notNull()
      .references(() => codeBatches.id),
    digest: bytea().notNull(),
    /** Null on what the version before wrote: it is the key of that time. */
    digestKeyId: smallint(),
    sealed: bytea().notNull(),
    sealingKeyId: smallint().notNull(),
    lastFour: text().notNull(),
    status: text({ enum: ['available', 'sold', 'redeemed', 'voided', 'deleted'] })
      .notNull()
      .default('available'),
    createdAt: createdAt(),
    soldAt: instant(),
    redeemedAt: instant(),
    voidedAt: instant(),
    deletedAt: instant(),
    /** The first instant at which a code that was sold is over, as it was promised to the person who bought it. */
    validUntil: instant(),
  },
  (t) => [
    uniqueIndex('codes_digest_key').on(t.digest),
    index('codes_coupon_status_idx').on(t.couponId, t.status, t.id),
    /** For a search by the end of a code. */
    index('codes_last_four_idx').on(t.lastFour),
    check(
      'codes_status_check',
      sql`case ${t.status}
        when 'available' then ${t.soldAt} is null and ${t.redeemedAt} is null and ${t.deletedAt} is null
        when 'sold' then ${t.soldAt} is not null and ${t.redeemedAt} is null and ${t.deletedAt} is null
        when 'redeemed' then ${t.redeemedAt} is not null and ${t.deletedAt} is null
        when 'voided' then ${t.voidedAt} is not null and ${t.soldAt} is not null
          and ${t.redeemedAt} is null and ${t.deletedAt} is null
        when 'deleted' then ${t.deletedAt} is not null and ${t.soldAt} is null and ${t.redeemedAt} is null
        else false end`,
    ),
    check('codes_valid_until_check', sql`${t.validUntil} is null or ${t.soldAt} is not null`),
  ],
);
