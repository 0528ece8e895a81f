import { eq, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { codeUploads } from '@/db/schema/code-uploads';
import { isCodeOfCoupon, isCodeTaken } from '@/lib/domain/coupons/reading/find-taken-codes';
import type { Context } from '@/lib/platform/context/context';
import type { BatchFailure } from './code-batch';
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
  for (;;) {
    signal?.throwIfAborted();
    let more = false;
    const importNext = () =>
      inChunk(
        ctx,
        batch,
        async (db) => {
          const chunk = await importChunk(db, batch, upload.id, chunkSize);
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

/** One statement: the next rows by line go in sorted by digest, and the upload remembers how far it got. */
async function importChunk(db: Executor, batch: RunningBatch, uploadId: number, size: number) {
  const [done] = await db.execute<{ rows: string; imported: string }>(sql`
    with chunk as materialized (
      select line, digest, sealed, sealing_key_id, last_four from code_upload_rows
      where upload_id = ${uploadId}
        and line > (select imported_to_line from code_uploads where id = ${uploadId})
        and verdict = 'good'
      order by line limit ${size}
    ), imported as (
      insert into codes (coupon_id, batch_id, digest, sealed, sealing_key_id, last_four, created_at)
      select ${batch.couponId}, ${batch.id}, digest, sealed, sealing_key_id, last_four,
        ${batch.createdAt.toISOString()}::timestamptz
      from chunk where not ${isCodeOfCoupon(sql`chunk.digest`)} order by digest
      on conflict (digest) do nothing
      returning digest
    ), existing as (
      update code_upload_rows r set verdict = 'existing'
      from chunk where r.upload_id = ${uploadId} and r.line = chunk.line
        and not exists (select from imported i where i.digest = chunk.digest)
      returning 1
    ), remembered as (
      update code_uploads set imported_to_line = greatest(imported_to_line, (select max(line) from chunk)),
        good = good - (select count(*) from existing), existing = existing + (select count(*) from existing)
      where id = ${uploadId}
    )
    select (select count(*) from chunk) as rows, (select count(*) from imported) as imported`);
  return { rows: Number(done?.rows ?? 0), imported: Number(done?.imported ?? 0) };
}
