import { sql } from 'drizzle-orm';
import { check, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { customerLanguageNames } from '../../lib/core/entities/customer-language';
import { createdAt, identity, reference } from './columns';
import { users } from './team';

/** What another system knew of customers, as it was imported. It goes when the customer is erased. */
export const customerContacts = pgTable(
  'customer_contacts',
  {
    id: identity(),
    /** As sales have it: `+97798…`, or an email address in lower case. */
    contact: text().notNull(),
    /** In which the customer is written to until another is chosen at a sale. */
    language: text({ enum: customerLanguageNames }),
    at: createdAt(),
    authorId: reference()
      .notNull()
      .references(() => users.id),
  },
  (t) => [
    uniqueIndex('customer_contacts_contact_key').on(t.contact),
    check('customer_contacts_language_check', sql`${t.language} in ('en', 'ne', 'pt')`),
  ],
);
