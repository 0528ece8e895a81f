import { sql } from 'drizzle-orm';
import { bigint, check, integer, pgTable, primaryKey, smallint, text, unique } from 'drizzle-orm/pg-core';
import { createdAt, reference } from './columns';
import { sales } from './sales';

/** The last number that was given in each Nepali fiscal year: who takes the next one holds the row until it is committed. */
export const receiptNumbers = pgTable('receipt_numbers', {
  fiscalYear: smallint().primaryKey(),
  last: integer().notNull(),
});

/** The receipt of a sale, once: its number is given when it is first made, and never changes. */
export const receipts = pgTable(
  'receipts',
  {
    saleId: bigint({ mode: 'number' })
      .primaryKey()
      .references(() => sales.id),
    /** Its first year in the calendar of Nepal: 2083 for 2083/84. */
    fiscalYear: smallint().notNull(),
    number: integer().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    unique('receipts_number_key').on(t.fiscalYear, t.number),
    check('receipts_number_check', sql`${t.number} > 0`),
  ],
);

/** Each time that it was printed. */
export const receiptCopies = pgTable(
  'receipt_copies',
  {
    saleId: reference()
      .notNull()
      .references(() => receipts.saleId),
    copy: smallint().notNull(),
    at: createdAt(),
    actorName: text().notNull(),
    /** How often the PIN of the sale had been replaced or corrected by then: paper of before has a PIN that is dead. */
    pinChanges: smallint().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.saleId, t.copy] }),
    check('receipt_copies_copy_check', sql`${t.copy} > 0 and ${t.pinChanges} >= 0`),
  ],
);
