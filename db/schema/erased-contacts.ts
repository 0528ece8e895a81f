import { pgTable, smallint } from 'drizzle-orm/pg-core';
import { bytea, createdAt } from './columns';

/** Which contacts customers had erased, as keyed digests: an import of old data leaves them out. No contact can be read from it. */
export const erasedContacts = pgTable('erased_contacts', {
  digest: bytea().primaryKey(),
  /** Once that key is retired nothing compares with it any more, and the row goes. */
  digestKeyId: smallint().notNull(),
  at: createdAt(),
});
