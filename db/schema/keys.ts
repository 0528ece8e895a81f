import { sql } from 'drizzle-orm';
import { check, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core';
import { bytea, createdAt, instant } from './columns';

/** Which keys this database was written with: a fingerprint each, never the key. */
export const keyFingerprints = pgTable(
  'key_fingerprints',
  {
    purpose: text({ enum: ['encryption', 'digest'] }).notNull(),
    keyId: smallint().notNull(),
    fingerprint: bytea().notNull(),
    createdAt: createdAt(),
    /** Nothing is written with it any more; it need not be loaded. */
    retiredAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.purpose, t.keyId] }),
    check('key_fingerprints_purpose_check', sql`${t.purpose} in ('encryption', 'digest')`),
  ],
);
