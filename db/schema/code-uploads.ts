import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core';
import { rowResults } from '@/lib/core/entities/upload-row';
import { bytea, createdAt, identity, reference } from './columns';
import { codeBatches, coupons } from './coupons';

const uploadStates = ['receiving', 'reading', 'checking', 'checked', 'cancelled', 'failed'] as const;

/** A file of codes to import: staged, validated row by row, then imported as a batch. Deleted after a day. */
export const codeUploads = pgTable(
  'code_uploads',
  {
    id: identity(),
    couponId: reference()
      .notNull()
      .references(() => coupons.id),
    fileName: text().notNull(),
    /** Whether each code must end in the desk's check character. */
    hasCheckCharacters: boolean().notNull(),
    state: text({ enum: uploadStates }).notNull(),
    /** Of the file, and how many of them are read: of one that is read in the background. */
    bytes: integer().notNull().default(0),
    bytesRead: integer().notNull().default(0),
    /** The last line whose row is staged, and the last one that is compared: where a run that was interrupted continues. */
    readToLine: integer().notNull().default(0),
    checkedToLine: integer().notNull().default(0),
    /** Counts the runs that read or compare it: what an earlier one writes late is not of it. */
    run: integer().notNull().default(0),
    faults: integer().notNull().default(0),
    rows: integer().notNull().default(0),
    good: integer().notNull().default(0),
    malformed: integer().notNull().default(0),
    wrongCheck: integer().notNull().default(0),
    duplicate: integer().notNull().default(0),
    existing: integer().notNull().default(0),
    /** Numbers that a spreadsheet changed, rows with more cells than their header, and totals and repeated headers. */
    damaged: integer().notNull().default(0),
    misaligned: integer().notNull().default(0),
    notData: integer().notNull().default(0),
    /** As what the file was read: `Reading` of `lib/core/file-reading`. */
    reading: jsonb(),
    /** What has to be confirmed before it is imported: a list of `Concern`. */
    concerns: jsonb().notNull().default([]),
    /** What the file was refused with once its rows were read; null where the desk itself failed. */
    failure: text(),
    batchId: reference().references(() => codeBatches.id),
    /** The last line whose row was imported: where an import that was interrupted continues. */
    importedToLine: integer().notNull().default(0),
    createdBy: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('code_uploads_coupon_idx').on(t.couponId, t.id),
    index('code_uploads_batch_idx').on(t.batchId),
    check(
      'code_uploads_state_check',
      sql`${t.state} in ('receiving', 'reading', 'checking', 'checked', 'cancelled', 'failed')`,
    ),
    check(
      'code_uploads_counts_check',
      sql`${t.state} <> 'checked'
        or ${t.rows} = ${t.good} + ${t.malformed} + ${t.wrongCheck} + ${t.duplicate} + ${t.existing}
          + ${t.damaged} + ${t.misaligned} + ${t.notData}`,
    ),
  ],
);

/** One row of a file, encrypted as codes are: also what is not a code, which has no digest. */
export const codeUploadRows = pgTable(
  'code_upload_rows',
  {
    uploadId: reference()
      .notNull()
      .references(() => codeUploads.id, { onDelete: 'cascade' }),
    line: integer().notNull(),
    /** What came of its validation; the column has the name of an earlier version. */
    result: text('verdict', { enum: rowResults }).notNull(),
    digest: bytea().notNull(),
    digestKeyId: smallint(),
    sealed: bytea().notNull(),
    sealingKeyId: smallint().notNull(),
    lastFour: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.uploadId, t.line] }),
    check(
      'code_upload_rows_verdict_check',
      sql`${t.result} in ('good', 'malformed', 'wrong_check', 'duplicate', 'existing', 'damaged', 'misaligned', 'not_data')`,
    ),
  ],
);

/** A part of a file that is read in the background, compressed and encrypted. Deleted once all of its rows are staged. */
export const codeUploadPieces = pgTable(
  'code_upload_pieces',
  {
    fileId: reference()
      .notNull()
      .references(() => codeUploads.id, { onDelete: 'cascade' }),
    place: integer().notNull(),
    sealed: bytea().notNull(),
    sealingKeyId: smallint().notNull(),
  },
  (t) => [primaryKey({ columns: [t.fileId, t.place] })],
);
