import { bigint, date, index, pgTable, smallint, text } from 'drizzle-orm/pg-core';
import { bytea, createdAt, identity, reference } from './columns';

/** Audit rows in the order in which they were chained: each hash covers its row and the hash before it. Only added to. */
export const auditLinks = pgTable('audit_links', {
  position: bigint({ mode: 'number' }).primaryKey(),
  eventId: reference().notNull().unique('audit_links_event_key'),
  day: date().notNull(),
  /** The row's data is hashed by itself, with a salt, so that the chain holds when personal data has to go. */
  salt: bytea().notNull(),
  dataHash: bytea().notNull(),
  hash: bytea().notNull(),
});

/** Signed states of the chain, several a day: how far it is, its hash there, and up to which id no row can be missing. */
export const auditHeads = pgTable(
  'audit_heads',
  {
    id: identity(),
    at: createdAt(),
    day: date().notNull(),
    position: bigint({ mode: 'number' }).notNull(),
    hash: bytea().notNull(),
    /** Every row with an id up to this one is chained: one that appears there later was put in. */
    closedId: reference().notNull(),
    /** The next such id, and the transaction from which on nobody writes an id up to it. */
    markId: reference().notNull(),
    markXid: text().notNull(),
    keyId: smallint().notNull(),
    signature: bytea().notNull(),
  },
  (t) => [index('audit_heads_position_idx').on(t.position)],
);

/**
 * Up to where the chain was followed, found to be whole, and dropped: the last row before its new beginning, signed. Rows that are
 * still there up to a cut wait to be deleted.
 */
export const auditCuts = pgTable('audit_cuts', {
  id: identity(),
  at: createdAt(),
  position: bigint({ mode: 'number' }).notNull(),
  eventId: reference().notNull(),
  hash: bytea().notNull(),
  keyId: smallint().notNull(),
  signature: bytea().notNull(),
});
