import { eq, sql } from 'drizzle-orm';
import { runStatement } from '@/db/run-statement';
import { codeBatches } from '@/db/schema/coupons';
import { Invalid } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { batchColumns, type CodeBatch } from './code-batch';
import { emitIssued } from './code-events.sql';
import { codeIdNow } from './code-id-now';
import type { EncryptedCode } from './encrypt-code';
import { insertCodes } from './insert-codes.sql';

/** How many codes of a nearly used up pattern are tried in each round, and in how many rounds. */
const triedARound = 500;
const rounds = 20;

/**
 * Writes a small batch in the caller's transaction and ends it. Codes that exist already are made again.
 * @throws Invalid (`count`) when the pattern makes hardly any that do not exist
 */
export async function writeAtOnce(
  tx: Context,
  batch: CodeBatch,
  encrypted: EncryptedCode[],
  makeMore?: (count: number) => Promise<EncryptedCode[]>,
): Promise<CodeBatch> {
  const destination = { couponId: batch.couponId, batchId: batch.id, createdAt: batch.createdAt };
  const [before] = await tx.db.select({ at: codeIdNow }).from(sql`(values (1)) as one`);
  let issued = await insertCodes(tx.db, destination, encrypted);
  for (let round = 0; makeMore && issued < batch.requested && round < rounds; round++) {
    const left = batch.requested - issued;
    issued += await insertCodes(tx.db, destination, await makeMore(Math.max(left, triedARound)), left);
  }
  if (makeMore && issued < batch.requested) {
    throw new Invalid({ count: ['is more than the pattern has left: lengthen its groups'] });
  }
  const [done] = await tx.db
    .update(codeBatches)
    .set({ state: 'done', issued, finishedAt: tx.now(), firstCodeId: before?.at ?? null, lastCodeId: codeIdNow })
    .where(eq(codeBatches.id, batch.id))
    .returning(batchColumns);
  if (!done) throw new Error('The batch is gone.');
  await runStatement(tx.db, emitIssued, [batch.id, tx.now().toISOString()]);
  return done;
}
