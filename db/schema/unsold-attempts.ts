import { index, integer, pgTable } from 'drizzle-orm/pg-core';
import { instant, reference } from './columns';
import { codeBatches, codes } from './coupons';

/** Codes that were tried before they were sold: how often, and when last. */
export const unsoldAttempts = pgTable(
  'unsold_attempts',
  {
    codeId: reference()
      .primaryKey()
      .references(() => codes.id),
    batchId: reference()
      .notNull()
      .references(() => codeBatches.id),
    attempts: integer().notNull().default(1),
    lastAt: instant().notNull(),
  },
  (t) => [index('unsold_attempts_batch_idx').on(t.batchId, t.lastAt)],
);
