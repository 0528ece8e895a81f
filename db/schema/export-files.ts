import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
} from 'drizzle-orm/pg-core';
import { bytea, createdAt, identity, instant, reference } from './columns';
import { users } from './team';

/** A file that somebody exports in the background. Deleted a day after it is made. */
export const exportFiles = pgTable(
  'export_files',
  {
    id: identity(),
    userId: reference()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text().notNull(),
    /** Without its ending. */
    name: text().notNull(),
    format: text().notNull(),
    /** What its owner could do when they asked: without one of these rights they do not get it any more. */
    rights: jsonb().$type<string[]>().notNull(),
    /** What it is made from, encrypted: a filter can have a customer's phone number. */
    sealedRequest: bytea().notNull(),
    sealingKeyId: smallint().notNull(),
    /** Has codes in clear. */
    isClear: boolean().notNull(),
    state: text({ enum: ['queued', 'running', 'done', 'failed'] }).notNull(),
    /** Counts the attempts at it: what an earlier one writes late is not of it. */
    run: integer().notNull().default(0),
    faults: integer().notNull().default(0),
    failure: text({ enum: ['no_access', 'refused', 'fault'] }),
    /** Counted when it was asked for. */
    total: integer().notNull(),
    rows: integer().notNull().default(0),
    bytes: bigint({ mode: 'number' }).notNull().default(0),
    createdAt: createdAt(),
    finishedAt: instant(),
  },
  (t) => [
    index('export_files_user_idx').on(t.userId, t.id),
    check('export_files_state_check', sql`${t.state} in ('queued', 'running', 'done', 'failed')`),
  ],
);

/** A part of such a file, compressed and encrypted. */
export const exportPieces = pgTable(
  'export_pieces',
  {
    fileId: reference()
      .notNull()
      .references(() => exportFiles.id, { onDelete: 'cascade' }),
    run: integer().notNull(),
    place: integer().notNull(),
    sealed: bytea().notNull(),
    sealingKeyId: smallint().notNull(),
  },
  (t) => [primaryKey({ columns: [t.fileId, t.run, t.place] })],
);
