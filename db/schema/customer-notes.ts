import { sql } from 'drizzle-orm';
import { check, index, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, identity, reference } from './columns';
import { customerContacts } from './customer-contacts';
import { sales } from './sales';
import { users } from './team';

/** What people wrote down about a customer. It goes when the customer is erased. */
export const customerNotes = pgTable(
  'customer_notes',
  {
    id: identity(),
    /** As sales have it: `+97798…`, or an email address in lower case. */
    contact: text().notNull(),
    /** The sale from which the customer's page was opened; null of what was imported. */
    saleId: reference().references(() => sales.id),
    /** With which it was imported, and goes. */
    contactId: reference().references(() => customerContacts.id, { onDelete: 'cascade' }),
    at: createdAt(),
    authorId: reference()
      .notNull()
      .references(() => users.id),
    text: text().notNull(),
  },
  (t) => [
    index('customer_notes_contact_idx').on(t.contact, t.id),
    index('customer_notes_sale_idx').on(t.saleId),
    index('customer_notes_contact_id_idx').on(t.contactId).where(sql`${t.contactId} is not null`),
    check('customer_notes_source_check', sql`${t.saleId} is not null or ${t.contactId} is not null`),
    check('customer_notes_text_check', sql`length(${t.text}) between 1 and 500`),
  ],
);
