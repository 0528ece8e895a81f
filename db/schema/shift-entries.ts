import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { tillMethods } from '../../lib/core/entities/payment-method';
import { createdAt, identity, paisa, reference } from './columns';
import { sales } from './sales';
import { knownTillMethods, shifts } from './shifts';

/**
 * What went into a till and out of it while its shift was open: what was sold, and what was given back of sales of any shift.
 * Added only; a trigger refuses one for a shift that is closed (`drizzle/0047_shifts.sql`).
 */
export const shiftEntries = pgTable(
  'shift_entries',
  {
    id: identity(),
    shiftId: reference()
      .notNull()
      .references(() => shifts.id),
    saleId: reference()
      .notNull()
      .references(() => sales.id),
    kind: text({ enum: ['sale', 'failed', 'refunded', 'voided', 'goodwill'] }).notNull(),
    method: text({ enum: tillMethods }).notNull(),
    /** Above 0 for a sale, below it for what is given back. */
    amountPaisa: paisa().notNull(),
    at: createdAt(),
    actorName: text().notNull(),
  },
  (t) => [
    index('shift_entries_shift_idx').on(t.shiftId, t.id),
    uniqueIndex('shift_entries_sale_kind_key').on(t.saleId, t.kind),
    check('shift_entries_kind_check', sql`${t.kind} in ('sale', 'failed', 'refunded', 'voided', 'goodwill')`),
    check('shift_entries_method_check', sql`${t.method} in ${knownTillMethods}`),
    check('shift_entries_amount_check', sql`(${t.amountPaisa} > 0) = (${t.kind} = 'sale') and ${t.amountPaisa} <> 0`),
  ],
);

/**
 * That a customer paid a sale otherwise than its seller said: what was counted by one method is counted by another. Added only, and
 * only while the shift is open, as entries are (`drizzle/0060_payment_corrections.sql`).
 */
export const paymentCorrections = pgTable(
  'payment_corrections',
  {
    id: identity(),
    saleId: reference()
      .notNull()
      .references(() => sales.id),
    /** The shift of the sale; null where it was made in none. */
    shiftId: reference().references(() => shifts.id),
    fromMethod: text({ enum: tillMethods }).notNull(),
    toMethod: text({ enum: tillMethods }).notNull(),
    amountPaisa: paisa().notNull(),
    at: createdAt(),
    actorName: text().notNull(),
    reason: text().notNull(),
  },
  (t) => [
    index('payment_corrections_shift_idx').on(t.shiftId, t.id).where(sql`${t.shiftId} is not null`),
    index('payment_corrections_sale_idx').on(t.saleId, t.id),
    check(
      'payment_corrections_method_check',
      sql`${t.fromMethod} in ${knownTillMethods} and ${t.toMethod} in ${knownTillMethods} and ${t.fromMethod} <> ${t.toMethod}`,
    ),
    check('payment_corrections_amount_check', sql`${t.amountPaisa} > 0`),
  ],
);
