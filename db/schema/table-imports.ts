import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, identity, ids, instant } from './columns';

/** What an import of a table made, for its undo. Deleted after a day. */
export const tableImports = pgTable(
  'table_imports',
  {
    id: identity(),
    /** What was imported, as the audit log names one: `user_group`. */
    subject: text().notNull(),
    fileName: text().notNull(),
    added: integer().notNull(),
    entryIds: ids().notNull(),
    createdBy: text().notNull(),
    createdAt: createdAt(),
    undoneAt: instant(),
    undoneBy: text(),
    /** How many of them were taken back. */
    undone: integer(),
  },
  (t) => [
    index('table_imports_subject_idx').on(t.subject, t.id),
    index('table_imports_created_idx').on(t.createdAt),
    check('table_imports_undone_check', sql`(${t.undoneAt} is null) = (${t.undone} is null)`),
  ],
);
