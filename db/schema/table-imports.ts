import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core';
import { bytea, createdAt, identity, ids, instant, reference } from './columns';
import { users } from './team';

/** What an import of a table made, for its undo. Deleted after a day, or two while that is under way. */
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
    /** While its undo is under way, or after that was given up: it can be begun again then. */
    undoState: text({ enum: ['running', 'failed'] }),
    /** Who pressed it: the job takes back as they do. */
    undoUserId: reference().references(() => users.id, { onDelete: 'set null' }),
    /** Counts the runs of its undo: what an earlier one writes late is not of it. */
    undoRun: integer().notNull().default(0),
    undoFaults: integer().notNull().default(0),
    /** How many of `entryIds`, from the first, were looked at: where an undo that was interrupted continues. */
    undoSeen: integer().notNull().default(0),
    undoneIds: ids().notNull().default(sql`'{}'`),
    /** Of those looked at: how many stay, the first of them with their reasons, and how many were not there any more. */
    undoStaying: integer().notNull().default(0),
    undoStays: jsonb().notNull().default([]),
    undoGone: integer().notNull().default(0),
  },
  (t) => [
    index('table_imports_subject_idx').on(t.subject, t.id),
    index('table_imports_created_idx').on(t.createdAt),
    check('table_imports_undone_check', sql`(${t.undoneAt} is null) = (${t.undone} is null)`),
    check('table_imports_undo_state_check', sql`${t.undoState} in ('running', 'failed')`),
  ],
);

const uploadStates = ['receiving', 'checking', 'checked', 'importing', 'done', 'cancelled', 'failed'] as const;

/** A file with a table to import: taken in, checked, then imported. Deleted after a day, or two while it is imported. */
export const tableUploads = pgTable(
  'table_uploads',
  {
    id: identity(),
    /** As that of an import. */
    subject: text().notNull(),
    fileName: text().notNull(),
    /** As what it is read: `TableReading` of `lib/core/file-reading`. */
    reading: jsonb().notNull(),
    state: text({ enum: uploadStates }).notNull(),
    /** Who sent it, and then who pressed its import: the job checks and imports as they do. */
    userId: reference()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdBy: text().notNull(),
    createdAt: createdAt(),
    /** Counts the runs that check or import it: what an earlier one writes late is not of it. */
    run: integer().notNull().default(0),
    faults: integer().notNull().default(0),
    /** Of the file, and how many of them are checked or imported: where an import that was interrupted continues. */
    rows: integer().notNull().default(0),
    rowsDone: integer().notNull().default(0),
    /** What came of the check: how many are new, how many of these are rarely meant, and how many look like no data. */
    newRows: integer().notNull().default(0),
    warned: integer().notNull().default(0),
    notData: integer().notNull().default(0),
    /** All that came of it, with rows to look at, encrypted: they can have customers' contacts. */
    sealedResult: bytea(),
    sealingKeyId: smallint(),
    /** Whether rows that are rarely meant are imported, too. */
    meant: boolean().notNull().default(false),
    failure: text({ enum: ['refused', 'no_access', 'fault'] }),
    /** What the file was refused with. */
    refusal: text(),
    /** What it made so far; null while nothing. */
    importId: reference().references(() => tableImports.id, { onDelete: 'set null' }),
  },
  (t) => [
    index('table_uploads_subject_idx').on(t.subject, t.id),
    index('table_uploads_created_idx').on(t.createdAt),
    index('table_uploads_import_idx').on(t.importId),
    check(
      'table_uploads_state_check',
      sql`${t.state} in ('receiving', 'checking', 'checked', 'importing', 'done', 'cancelled', 'failed')`,
    ),
    check('table_uploads_failure_check', sql`(${t.state} = 'failed') = (${t.failure} is not null)`),
    check('table_uploads_progress_check', sql`${t.rowsDone} between 0 and ${t.rows}`),
  ],
);

/** A part of such a file, compressed and encrypted. Deleted once it is imported or cancelled. */
export const tableUploadPieces = pgTable(
  'table_upload_pieces',
  {
    fileId: reference()
      .notNull()
      .references(() => tableUploads.id, { onDelete: 'cascade' }),
    place: integer().notNull(),
    sealed: bytea().notNull(),
    sealingKeyId: smallint().notNull(),
  },
  (t) => [primaryKey({ columns: [t.fileId, t.place] })],
);
