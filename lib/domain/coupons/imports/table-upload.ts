import { and, desc, eq, gt, inArray } from 'drizzle-orm';
import { tableUploads } from '@/db/schema/table-imports';
import { NotFound } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import type { ReadAs } from './import-kind';
import { dayAgo, findImport, type KeptImport } from './kept-imports';
import { decryptResult } from './kept-tables';
import type { CheckedFile } from './summarize-rows';
import type { Upload } from './upload-run';

const { id, fileName, state, failure, refusal, rows, rowsDone, newRows, createdBy, createdAt } = tableUploads;
const shown = { id, fileName, state, failure, refusal, rows, rowsDone, newRows, createdBy, createdAt };

/** A file of the last day: how far its check or its import is. */
export type UploadProgress = Pick<Upload, keyof typeof shown>;

export type TableUpload<Entry = unknown> = UploadProgress & {
  /** What came of its check, until it is imported. */
  checked: CheckedFile<Entry> | null;
  /** What it made so far; null while nothing. */
  imported: KeptImport | null;
};

/** @throws NotFound */
export async function readUpload<Entry>(ctx: Context, subject: string, uploadId: number): Promise<TableUpload<Entry>> {
  const { sealedResult, sealingKeyId, importId } = tableUploads;
  const [upload] = await ctx.db
    .select({ ...shown, sealedResult, sealingKeyId, importId })
    .from(tableUploads)
    .where(and(eq(id, uploadId), eq(tableUploads.subject, subject), gt(createdAt, dayAgo(ctx))));
  if (!upload) throw new NotFound('The file');
  const { sealedResult: sealed, sealingKeyId: keyId, importId: made, ...progress } = upload;
  const isOpen = progress.state === 'checked' && sealed && keyId !== null;
  return {
    ...progress,
    checked: isOpen ? await decryptResult<Entry>(uploadId, { sealed, sealingKeyId: keyId }) : null,
    imported: made === null ? null : await findImport(ctx, made),
  };
}

/** Those that are checked or imported now, or wait for a decision, the newest first. */
export const listUploads = (ctx: Context, subject: string): Promise<UploadProgress[]> =>
  ctx.db
    .select(shown)
    .from(tableUploads)
    .where(
      and(
        eq(tableUploads.subject, subject),
        inArray(state, ['checking', 'checked', 'importing']),
        gt(createdAt, dayAgo(ctx)),
      ),
    )
    .orderBy(desc(id))
    .limit(20);

/** As what a file is read that was checked; null of any other. @throws NotFound */
export async function findReading(ctx: Context, subject: string, uploadId: number): Promise<ReadAs | null> {
  const [upload] = await ctx.db
    .select({ state, reading: tableUploads.reading })
    .from(tableUploads)
    .where(and(eq(id, uploadId), eq(tableUploads.subject, subject), gt(createdAt, dayAgo(ctx))));
  if (!upload) throw new NotFound('The file');
  return upload.state === 'checked' ? (upload.reading as ReadAs) : null;
}
