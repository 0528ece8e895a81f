import { eq } from 'drizzle-orm';
import { codeUploads } from '@/db/schema/code-uploads';
import { isCodeTaken } from '@/lib/domain/coupons/reading/find-taken-codes';
import type { Context } from '@/lib/platform/context/context';
import type { BatchFailure } from './code-batch';
import { digestStagedRows, hasOtherDigests } from './digest-staged-rows';
import { importChunk } from './import-rows.sql';
import { inChunk, type RunningBatch } from './write-chunk';

/**
 * Imports the good rows of the batch's upload, from the line where an earlier run stopped. A code that exists by now is
 * left out and marked so. Returns why it stopped short, or null.
 */
export async function importRows(
  ctx: Context,
  batch: RunningBatch,
  chunkSize: number,
  signal?: AbortSignal,
): Promise<BatchFailure | null> {
  const [upload] = await ctx.db
    .select({ id: codeUploads.id })
    .from(codeUploads)
    .where(eq(codeUploads.batchId, batch.id));
  if (!upload) return 'rows_gone';
  const hasOthers = await hasOtherDigests(ctx.db, upload.id);
  for (;;) {
    signal?.throwIfAborted();
    let more = false;
    const importNext = () =>
      inChunk(
        ctx,
        batch,
        async (db) => {
          const existing = hasOthers ? await digestStagedRows(db, upload.id, chunkSize) : [];
          const chunk = await importChunk(db, batch, upload.id, chunkSize, existing);
          more = chunk.rows === chunkSize;
          return chunk.imported;
        },
        () => !more,
      );
    const outcome = await importNext().catch((error: unknown) => {
      // A coupon took one of these codes meanwhile; now it is seen.
      if (!isCodeTaken(error)) throw error;
      return importNext();
    });
    if (outcome.kind === 'stopped') return null;
    if (outcome.kind === 'coupon_deleted') return 'coupon_deleted';
    if (!more) return null;
  }
}
