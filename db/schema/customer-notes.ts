import { sql } from 'drizzle-orm';
import { check, index, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, identity, reference } from './columns';
import { sales } from './sales';
import { users } from './team';

/** What people wrote down about a customer. It goes when the customer is erased. */
export const customerNotes = pgTable(
  'customer_notes',
  {
    id: identity(),
    /** As sales have it: `+97798…`, or an email address in lower case. */
    contact: text().notNull(),
    /** The sale from which the customer's page was opened. */
    saleId: reference()
      .notNull()
      .references(() => sales.id),
    at: createdAt(),
    authorId: reference()
      .notNull()
      .references(() => users.id),
    text: text().notNull(),
  },
  (t) => [
    index('customer_notes_contact_idx').on(t.contact, t.id),
    index('customer_notes_sale_idx').on(t.saleId),
    check('customer_notes_text_check', sql`length(${t.text}) between 1 and 500`),
  ],
);
