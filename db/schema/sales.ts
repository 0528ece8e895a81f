import { sql } from 'drizzle-orm';
import { boolean, check, index, pgTable, smallint, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { customerLanguageNames } from '../../lib/core/entities/customer-language';
import { paymentMethods } from '../../lib/core/entities/payment-method';
import { bytea, createdAt, identity, instant, paisa, reference } from './columns';
import { codes } from './coupons';
import { apiKeys, integrators } from './integrators';
import { products } from './products';
import { shifts } from './shifts';
import { users } from './team';

export const sales = pgTable(
  'sales',
  {
    id: identity(),
    reference: text().notNull(),
    integratorId: reference().references(() => integrators.id),
    apiKeyId: reference().references(() => apiKeys.id),
    sellerId: reference().references(() => users.id),
    productId: reference()
      .notNull()
      .references(() => products.id),
    supplier: text({ enum: ['stock', 'khalti'] }).notNull(),
    amountPaisa: paisa().notNull(),
    /** What its integrator was let off of that: its credit is charged the rest. */
    commissionPaisa: paisa().notNull().default(0),
    /** The open shift of its seller when it was made; it never changes. */
    shiftId: reference().references(() => shifts.id),
    /** What its PIN cost us: what Khalti took for it, or the unit cost of the code's batch then; null while nobody knows. */
    costPaisa: paisa(),
    /** How the customer paid at the desk, as the seller said; null where nobody asked, and for an integrator's credit. */
    paymentMethod: text({ enum: paymentMethods }),
    phone: text(),
    email: text(),
    /** Of messages to the customer, as it was chosen; null: the one that was last chosen for the same contact. */
    language: text({ enum: customerLanguageNames }),
    state: text({
      enum: ['pending', 'succeeded', 'failed', 'unknown', 'pin_missing', 'refunded', 'voided'],
    }).notNull(),
    codeId: reference().references(() => codes.id),
    pinDigest: bytea(),
    pinDigestKeyId: smallint(),
    pinSealed: bytea(),
    pinSealingKeyId: smallint(),
    pinLastFour: text(),
    /** When a person entered the PIN that the sale has; null for one that the supplier answered. */
    pinEnteredAt: instant(),
    serialDigest: bytea(),
    serialDigestKeyId: smallint(),
    serialSealed: bytea(),
    serialSealingKeyId: smallint(),
    /** The reference that the supplier gets: our own, because two integrators can use the same one. */
    supplierReference: text(),
    supplierSaleId: text(),
    /** Why the outcome is not known, while it is not. */
    unknownReason: text(),
    lookUps: smallint().notNull().default(0),
    nextLookUpAt: instant(),
    /** The supplier's first answer that it knows no such reference: only a second one ends the sale. */
    invalidReferenceAt: instant(),
    /** Since when it needs a person, and why. */
    flaggedAt: instant(),
    flagReason: text({
      enum: ['contradiction', 'gave_up', 'pin_missing', 'refund_seen', 'late_answer', 'pin_unreadable'],
    }),
    failureCode: text(),
    failureReason: text(),
    createdAt: createdAt(),
    settledAt: instant(),
    voidedAt: instant(),
    /** Sold at the desk, and its result was not shown to its seller yet. */
    unseen: boolean().notNull().default(false),
  },
  (t) => [
    index('sales_unseen_idx').on(t.sellerId, t.id).where(sql`${t.unseen}`),
    uniqueIndex('sales_supplier_reference_key').on(t.supplierReference).where(sql`${t.supplierReference} is not null`),
    index('sales_look_up_idx').on(t.nextLookUpAt).where(sql`${t.nextLookUpAt} is not null`),
    index('sales_flagged_idx').on(t.flaggedAt, t.id).where(sql`${t.flaggedAt} is not null`),
    index('sales_pin_digest_idx').on(t.pinDigest).where(sql`${t.pinDigest} is not null`),
    index('sales_serial_digest_idx').on(t.serialDigest).where(sql`${t.serialDigest} is not null`),
    check('sales_supplier_reference_check', sql`(${t.supplier} = 'khalti') = (${t.supplierReference} is not null)`),
    check('sales_look_up_check', sql`${t.nextLookUpAt} is null or ${t.state} = 'unknown'`),
    check('sales_flag_check', sql`(${t.flaggedAt} is null) = (${t.flagReason} is null)`),
    unique('sales_reference_key').on(t.reference, t.integratorId).nullsNotDistinct(),
    uniqueIndex('sales_code_key').on(t.codeId).where(sql`${t.codeId} is not null`),
    index('sales_product_idx').on(t.productId, t.id),
    index('sales_shift_idx').on(t.shiftId, t.id).where(sql`${t.shiftId} is not null`),
    index('sales_seller_idx').on(t.sellerId, t.id).where(sql`${t.sellerId} is not null`),
    index('sales_integrator_idx').on(t.integratorId, t.id).where(sql`${t.integratorId} is not null`),
    index('sales_created_idx').on(t.createdAt, t.id),
    // Few of all.
    index('sales_reversed_idx').on(t.state, t.id).where(sql`${t.state} in ('failed', 'refunded', 'voided')`),
    index('sales_unsettled_idx').on(t.id).where(sql`${t.state} in ('pending', 'unknown', 'pin_missing')`),
    index('sales_phone_idx').on(t.phone, t.id).where(sql`${t.phone} is not null`),
    index('sales_email_idx').on(t.email, t.id).where(sql`${t.email} is not null`),
    /** For a search by a part of a contact. Whole, so that Postgres uses what it knows of its expression. */
    index('sales_phone_beginning_idx').on(t.phone.op('text_pattern_ops')).where(sql`${t.phone} is not null`),
    index('sales_phone_ending_idx').on(sql`reverse(${t.phone}) text_pattern_ops`),
    index('sales_email_part_idx').using('gin', t.email.op('gin_trgm_ops')),
    index('sales_pin_last_four_idx').on(t.pinLastFour, t.id).where(sql`${t.pinLastFour} is not null`),
    check(
      'sales_buyer_check',
      sql`(${t.integratorId} is null) = (${t.sellerId} is not null)
      and (${t.integratorId} is null) = (${t.apiKeyId} is null)`,
    ),
    check('sales_reference_check', sql`${t.reference} ~ '^[A-Za-z0-9-]{1,50}$'`),
    check('sales_language_check', sql`${t.language} in ('en', 'ne', 'pt')`),
    check('sales_cost_check', sql`${t.costPaisa} >= 0`),
    check(
      'sales_payment_method_check',
      sql`${t.paymentMethod} is null or (${t.integratorId} is null
      and ${t.paymentMethod} in ('cash', 'esewa', 'khalti', 'bank_transfer', 'card', 'on_account', 'own_1', 'own_2', 'own_3',
      'own_4', 'own_5', 'own_6', 'own_7', 'own_8', 'own_9', 'own_10', 'own_11', 'own_12'))`,
    ),
    check('sales_amount_check', sql`${t.amountPaisa} > 0`),
    check(
      'sales_commission_check',
      sql`${t.commissionPaisa} >= 0 and ${t.commissionPaisa} < ${t.amountPaisa}
      and (${t.commissionPaisa} = 0 or ${t.integratorId} is not null)`,
    ),
    check(
      'sales_state_check',
      sql`case ${t.state}
        when 'succeeded' then ${t.settledAt} is not null and ${t.pinLastFour} is not null and ${t.failureCode} is null
        when 'failed' then ${t.settledAt} is not null and ${t.failureCode} is not null
          and ${t.codeId} is null and ${t.pinSealed} is null
        when 'pending' then ${t.settledAt} is null and ${t.codeId} is null and ${t.pinSealed} is null
        when 'unknown' then ${t.settledAt} is null and ${t.codeId} is null and ${t.pinSealed} is null
        when 'pin_missing' then ${t.codeId} is null and ${t.pinSealed} is null
        when 'refunded' then ${t.settledAt} is not null
        when 'voided' then ${t.settledAt} is not null and ${t.voidedAt} is not null and ${t.codeId} is not null
          and ${t.pinLastFour} is not null and ${t.failureCode} is null
        else false end`,
    ),
    check(
      'sales_pin_check',
      sql`(${t.state} <> 'succeeded') or case ${t.supplier}
        when 'stock' then ${t.codeId} is not null and ${t.pinSealed} is null
        else ${t.codeId} is null and ${t.pinSealed} is not null and ${t.pinSealingKeyId} is not null
          and ${t.pinDigest} is not null end`,
    ),
  ],
);

/** A sale's timeline: every change of state with its actor and a note (secrets removed). */
export const saleEvents = pgTable(
  'sale_events',
  {
    id: identity(),
    saleId: reference()
      .notNull()
      .references(() => sales.id),
    at: createdAt(),
    state: text().notNull(),
    actorName: text().notNull(),
    note: text(),
  },
  (t) => [index('sale_events_sale_idx').on(t.saleId, t.id)],
);

/** A code that a sale had before its PIN was replaced, dead since: who held it, and why it was replaced. */
export const replacedCodes = pgTable(
  'replaced_codes',
  {
    id: identity(),
    saleId: reference()
      .notNull()
      .references(() => sales.id),
    codeId: reference()
      .notNull()
      .references(() => codes.id),
    at: createdAt(),
    actorName: text().notNull(),
    reason: text().notNull(),
  },
  (t) => [index('replaced_codes_sale_idx').on(t.saleId, t.id), uniqueIndex('replaced_codes_code_key').on(t.codeId)],
);

/** A PIN that was entered by hand, wrong, and corrected since: kept for the books, and so that it still finds its sale. */
export const correctedPins = pgTable(
  'corrected_pins',
  {
    id: identity(),
    saleId: reference()
      .notNull()
      .references(() => sales.id),
    digest: bytea().notNull(),
    digestKeyId: smallint(),
    sealed: bytea().notNull(),
    sealingKeyId: smallint().notNull(),
    at: createdAt(),
    actorName: text().notNull(),
    reason: text().notNull(),
  },
  (t) => [index('corrected_pins_sale_idx').on(t.saleId, t.id), index('corrected_pins_digest_idx').on(t.digest)],
);

/** What was given back of a sale whose PIN its supplier does not take back: a cost, once a sale. */
export const goodwillRefunds = pgTable(
  'goodwill_refunds',
  {
    id: identity(),
    saleId: reference()
      .notNull()
      .references(() => sales.id),
    amountPaisa: paisa().notNull(),
    at: createdAt(),
    actorName: text().notNull(),
    reason: text().notNull(),
  },
  (t) => [
    uniqueIndex('goodwill_refunds_sale_key').on(t.saleId),
    check('goodwill_refunds_amount_check', sql`${t.amountPaisa} > 0`),
  ],
);
