import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core';
import { rowResults } from '@/lib/core/entities/upload-row';
import { bytea, createdAt, identity, reference } from './columns';
import { codeBatches, coupons } from './coupons';

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
    state: text({ enum: ['receiving', 'checking', 'checked', 'failed'] }).notNull(),
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
    check('code_uploads_state_check', sql`${t.state} in ('receiving', 'checking', 'checked', 'failed')`),
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
