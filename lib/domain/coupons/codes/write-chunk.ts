import { eq, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { BinaryRows, copyRows } from '@/db/copy-rows';
import { runStatement } from '@/db/run-statement';
import { codeBatches, coupons } from '@/db/schema/coupons';
import { timeSlices } from '@/lib/core/time-slices';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { emitIssued } from './code-events.sql';
import { codeIdNow } from './code-id-now';
import type { EncryptedCode } from './encrypt-code';

export type ChunkOutcome =
  /** Written and counted; `left` are still to come. */
  | { kind: 'written'; written: number; left: number }
  /** The batch is not running (cancelled, or ended by another run), or its coupon was deleted. Nothing was written. */
  | { kind: 'stopped' }
  | { kind: 'coupon_deleted' };

export type RunningBatch = { id: number; couponId: number; createdAt: Date };

/**
 * One chunk of a batch and its count, in one transaction: whatever happens, `issued` is what there is. The batch's row is
 * locked first, so that two runs of one job take turns and together never write more than was asked for.
 */
export function inChunk(
  ctx: Context,
  batch: RunningBatch,
  write: (db: Executor, left: number) => Promise<number>,
  isLast: (left: number) => boolean | Promise<boolean> = (left) => left === 0,
): Promise<ChunkOutcome> {
  return inTransaction(ctx, async ({ db, now }) => {
    const { id, state, requested, issued, firstCodeId } = codeBatches;
    const [row] = await db
      .select({ state, left: sql<number>`${requested} - ${issued}`, firstCodeId, at: codeIdNow })
      .from(codeBatches)
      .where(eq(id, batch.id))
      .for('no key update');
    if (row?.state !== 'running') return { kind: 'stopped' };
    const [coupon] = await db
      .select({ deletedAt: coupons.deletedAt })
      .from(coupons)
      .where(eq(coupons.id, batch.couponId))
      .for('key share');
    if (coupon?.deletedAt) return { kind: 'coupon_deleted' };
    const written = await write(db, row.left);
    const left = row.left - written;
    const ended = await isLast(left);
    await db
      .update(codeBatches)
      .set({
        issued: sql`${issued} + ${written}`,
        faults: 0,
        failure: null,
        firstCodeId: row.firstCodeId ?? row.at,
        lastCodeId: codeIdNow,
        ...(ended ? { state: 'done', finishedAt: now() } : {}),
      })
      .where(eq(id, batch.id));
    if (ended) await runStatement(db, emitIssued, [batch.id, now().toISOString()]);
    return { kind: 'written', written, left: ended ? 0 : left };
  });
}

const target = 'codes (coupon_id, batch_id, digest, digest_key_id, sealed, sealing_key_id, last_four, created_at)';

/** The fastest way in, for the first `limit` of them. Fails as a whole when one of the codes exists. */
export async function copyCodes(
  db: Executor,
  batch: RunningBatch,
  encrypted: EncryptedCode[],
  limit: number,
): Promise<number> {
  const some = encrypted.slice(0, limit);
  const rows = new BinaryRows();
  const pause = timeSlices();
  for (const [at, code] of some.entries()) {
    if (at % 256 === 0) await pause();
    rows
      .row(8)
      .int8(batch.couponId)
      .int8(batch.id)
      .bytea(code.digest)
      .int2(code.digestKeyId)
      .bytea(code.sealed)
      .int2(code.sealingKeyId)
      .text(code.lastFour)
      .timestamptz(batch.createdAt);
  }
  await copyRows(db, target, rows.end());
  return some.length;
}
