import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { bookDifferenceKinds } from '../../lib/core/entities/book-difference';
import { createdAt, identity, instant, paisa, reference } from './columns';
import { sales } from './sales';

/** One comparison of Khalti's books with ours. Kept as long as calls to suppliers. */
export const supplierComparisons = pgTable(
  'supplier_comparisons',
  {
    id: identity(),
    askedBy: text().notNull(),
    createdAt: createdAt(),
    /** The sales that were made from here on, and before `until`. */
    since: instant().notNull(),
    until: instant().notNull(),
    /** With Khalti's whole books, which have PINs and what we do not know of; else it was asked about each of our references. */
    hasBooks: boolean().notNull().default(false),
    /** Null while it is under way, and for one that a dead process left. */
    finishedAt: instant(),
    /** Why it could not be finished, in words. */
    trouble: text(),
    compared: integer().notNull().default(0),
    differences: integer().notNull().default(0),
    /** References that Khalti gave no answer to. */
    unanswered: integer().notNull().default(0),
    /** What Khalti's balance was, and what it had taken in all; null where it was not read, or sales were under way. */
    balanceAt: instant(),
    balancePaisa: paisa(),
    consumedPaisa: paisa(),
    /** Since the balance before: what Khalti took, and what our sales cost. */
    balanceSince: instant(),
    takenPaisa: paisa(),
    costPaisa: paisa(),
  },
  (t) => [
    index('supplier_comparisons_created_at_idx').on(t.createdAt),
    check('supplier_comparisons_span_check', sql`${t.since} < ${t.until}`),
    check('supplier_comparisons_balance_check', sql`(${t.balanceAt} is null) = (${t.balancePaisa} is null)`),
    check(
      'supplier_comparisons_movement_check',
      sql`(${t.balanceSince} is null) = (${t.takenPaisa} is null) and (${t.balanceSince} is null) = (${t.costPaisa} is null)`,
    ),
  ],
);

/** What the two books disagree about, once for each reference and kind, until a later comparison or a person closes it. */
export const supplierDifferences = pgTable(
  'supplier_differences',
  {
    id: identity(),
    kind: text({ enum: bookDifferenceKinds }).notNull(),
    /** The supplier's reference of the sale; for a balance, since when. */
    reference: text().notNull(),
    saleId: reference().references(() => sales.id),
    ours: text().notNull(),
    theirs: text().notNull(),
    oursPaisa: paisa(),
    theirsPaisa: paisa(),
    firstSeenAt: createdAt(),
    lastSeenAt: instant().notNull(),
    /** Of the comparison that saw it last; that is deleted before it, so it is no foreign key. */
    lastComparisonId: reference().notNull(),
    closedAt: instant(),
    /** Null where a later comparison found it gone. */
    closedBy: text(),
    note: text(),
  },
  (t) => [
    unique('supplier_differences_reference_key').on(t.reference, t.kind),
    index('supplier_differences_open_idx').on(t.id).where(sql`${t.closedAt} is null`),
    index('supplier_differences_closed_at_idx').on(t.closedAt).where(sql`${t.closedAt} is not null`),
    check(
      'supplier_differences_closed_check',
      sql`(${t.closedBy} is null) = (${t.note} is null) and (${t.closedBy} is null or ${t.closedAt} is not null)`,
    ),
  ],
);
