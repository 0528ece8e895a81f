import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { isCodeOfCoupon } from '@/lib/domain/coupons/reading/find-taken-codes';
import type { RunningBatch } from './write-chunk';

/** How many rows were read, and how many of them became codes. */
type ImportedChunk = { rows: number; imported: number };

/**
 * The next rows by line go in sorted by digest, and the upload remembers how far it got. The caller holds the locks of the
 * batch and its coupon; the codes follow by digest, then the rows and the upload. `existingLines` are known to be codes.
 */
export async function importChunk(
  db: Executor,
  batch: RunningBatch,
  uploadId: number,
  size: number,
  existingLines: readonly number[],
): Promise<ImportedChunk> {
  const [done] = await db.execute<{ [count in keyof ImportedChunk]: string }>(sql`
    with chunk as materialized (
      select line, digest, digest_key_id, sealed, sealing_key_id, last_four from code_upload_rows
      where upload_id = ${uploadId}
        and line > (select imported_to_line from code_uploads where id = ${uploadId})
        and verdict = 'good'
      order by line limit ${size}
    ), imported as (
      insert into codes (coupon_id, batch_id, digest, digest_key_id, sealed, sealing_key_id, last_four, created_at)
      select ${batch.couponId}, ${batch.id}, digest, digest_key_id, sealed, sealing_key_id, last_four,
        ${batch.createdAt.toISOString()}::timestamptz
      from chunk where not ${isCodeOfCoupon(sql`chunk.digest`)} and line <> all (${`{${existingLines.join(',')}}`}::int[])
      order by digest
      on conflict (digest) do nothing
      returning digest
    ), existing as (
      update code_upload_rows r set verdict = 'existing'
      from chunk where r.upload_id = ${uploadId} and r.line = chunk.line
        and not exists (select from imported i where i.digest = chunk.digest)
      returning 1
    ), counted as (
      update code_uploads set imported_to_line = greatest(imported_to_line, (select max(line) from chunk)),
        good = good - (select count(*) from existing), existing = existing + (select count(*) from existing)
      where id = ${uploadId}
    )
    select (select count(*) from chunk) as rows, (select count(*) from imported) as imported`);
  return { rows: Number(done?.rows ?? 0), imported: Number(done?.imported ?? 0) };
}

type StagedRow = { line: number; digest: Buffer; digestKeyId: number; sealed: Buffer; sealingKeyId: number };

/** Writes rows of an upload again under other keys. It locks these rows, which nobody else writes. */
export async function rewriteStagedRows(db: Executor, uploadId: number, rows: StagedRow[]): Promise<void> {
  const values = rows.map(({ line, digest, digestKeyId, sealed, sealingKeyId }) => ({
    ...{ line, digest: digest.toString('hex'), digestKeyId },
    ...{ sealed: sealed.toString('hex'), sealingKeyId },
  }));
  await db.execute(sql`
    update code_upload_rows r set digest = decode(w.digest, 'hex'), digest_key_id = w."digestKeyId",
      sealed = decode(w.sealed, 'hex'), sealing_key_id = w."sealingKeyId"
    from jsonb_to_recordset(${JSON.stringify(values)}::text::jsonb)
      as w (line int, digest text, "digestKeyId" int2, sealed text, "sealingKeyId" int2)
    where r.upload_id = ${uploadId} and r.line = w.line`);
}
