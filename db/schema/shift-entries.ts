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
