import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { codeBatches } from '@/db/schema/coupons';
import { logger } from '@/lib/core/logger';
import { isDigestRotated } from '@/lib/domain/coupons/reading/digest-code';
import { isCodeTaken } from '@/lib/domain/coupons/reading/find-taken-codes';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import type { BatchFailure } from './code-batch';
import { entropyBits } from './code-pattern';
import { encryptMany } from './encrypt-many';
import { generateCode } from './generate-code';
import { importRows } from './import-rows';
import { insertCodes } from './insert-codes.sql';
import { issueBatchInput } from './schemas';
import { copyCodes, inChunk } from './write-chunk';

/** The first is small, each next one twice as large: the first codes are there at once. */
const firstChunk = 2000;
const faultsBeforeGivingUp = 5;
/** A pattern counts as used up when this many chunks in a row, of this many codes at least, held hardly a new one. */
const barrenChunks = 5;
const triedAtLeast = 500;
/** With this many random bits, one batch of a million codes in a million holds one that exists. */
const uniqueBits = 60;

type Batch = typeof codeBatches.$inferSelect;

/**
 * Issues what a batch still lacks. May be interrupted anywhere and called again, also while another run is still going:
 * it continues from the codes that are there. Faults are tried again, and after a few the batch says that it failed.
 */
export const issueBatch = operation(null, issueBatchInput, async (ctx: Context<SystemActor>, input): Promise<void> => {
  const { batchId, signal, chunkSize } = input;
  const [batch] = await ctx.db
    .update(codeBatches)
    .set({ state: 'running' })
    .where(and(eq(codeBatches.id, batchId), inArray(codeBatches.state, ['queued', 'running'])))
    .returning();
  if (!batch) return;
  try {
    const fill = batch.kind === 'imported' ? importRows : generate;
    const failure = await fill(ctx, batch, chunkSize, signal);
    if (failure) await endBatch(ctx, batch.id, failure);
  } catch (error) {
    if (signal?.aborted) throw error;
    if (await countFault(ctx, batch.id)) throw error;
    logger.error({ err: error, batchId }, 'the batch was given up');
  }
});

/** Encrypts the next chunk while the database writes this one. */
async function generate(
  ctx: Context,
  batch: Batch,
  chunkSize: number,
  signal?: AbortSignal,
): Promise<BatchFailure | null> {
  // Many random bits do not meet again; those of a short pattern can, and so can codes under two digest keys, which no index
  // keeps apart: what exists is left out from the start.
  const canMeet = isDigestRotated() || (batch.pattern !== null && entropyBits(batch.pattern) < uniqueBits);
  let write = canMeet ? insertNew : copyCodes;
  let size = Math.min(chunkSize, firstChunk);
  const encryptNext = (left: number) => {
    const tried = write === insertNew && left > 0 ? Math.max(left, triedAtLeast) : left;
    const making = encryptMany(() => generateCode(batch.pattern), Math.min(size, tried));
    size = Math.min(chunkSize, size * 2);
    // Nobody waits for it when the chunk before it fails.
    making.catch(() => {});
    return making;
  };
  let left = batch.requested - batch.issued;
  let ahead = encryptNext(left);
  let barren = 0;
  while (left > 0) {
    signal?.throwIfAborted();
    let encrypted = await ahead;
    // Some were left out: nothing was encrypted for them yet.
    if (encrypted.length === 0) encrypted = await encryptNext(left);
    ahead = encryptNext(left - encrypted.length);
    const writeSome = (db: Executor, stillLeft: number) => write(db, batch, encrypted, stillLeft);
    const outcome = await inChunk(ctx, batch, writeSome).catch((error: unknown) => {
      if (!isCodeTaken(error)) throw error;
      // Some of these codes exist: a pattern with few bits, or a coupon's own code. From here on, those are left out.
      write = insertNew;
      return inChunk(ctx, batch, writeSome);
    });
    if (outcome.kind === 'stopped') return null;
    if (outcome.kind === 'coupon_deleted') return 'coupon_deleted';
    left = outcome.left;
    barren = left > 0 && outcome.written * 10 < encrypted.length ? barren + 1 : 0;
    if (barren === barrenChunks) return 'pattern_exhausted';
  }
  return null;
}

const insertNew: typeof copyCodes = (db, { id, couponId, createdAt }, encrypted, limit) =>
  insertCodes(db, { couponId, batchId: id, createdAt }, encrypted, limit);

async function endBatch(ctx: Context, batchId: number, failure: BatchFailure): Promise<void> {
  await ctx.db
    .update(codeBatches)
    .set({ state: 'failed', failure, finishedAt: ctx.now() })
    .where(and(eq(codeBatches.id, batchId), eq(codeBatches.state, 'running')));
}

/** Records that a run ended in a fault; says whether another one is to be tried. */
async function countFault(ctx: Context, batchId: number): Promise<boolean> {
  const faults = sql`${codeBatches.faults} + 1`;
  const last = sql`${codeBatches.faults} + 1 >= ${faultsBeforeGivingUp}`;
  const [row] = await ctx.db
    .update(codeBatches)
    .set({
      faults,
      state: sql`case when ${last} then 'failed' else 'running' end`,
      failure: sql`case when ${last} then 'fault' else 'retrying' end`,
      finishedAt: sql`case when ${last} then ${ctx.now().toISOString()}::timestamptz end`,
    })
    .where(and(eq(codeBatches.id, batchId), eq(codeBatches.state, 'running')))
    .returning({ state: codeBatches.state });
  return row?.state === 'running';
}
