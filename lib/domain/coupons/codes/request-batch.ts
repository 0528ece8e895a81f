import { Conflict, Invalid } from '@/lib/core/errors';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { lockCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { isCodeTaken } from '@/lib/domain/coupons/reading/find-taken-codes';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { enqueue } from '@/lib/platform/jobs/queue';
import { type CodeBatch, openBatch } from './code-batch';
import { type CodePattern, patternStrength } from './code-pattern';
import { encryptMany } from './encrypt-many';
import { generateCode } from './generate-code';
import { issuedWhileWaiting, requestBatchInput } from './schemas';
import { writeAtOnce } from './write-at-once';

/**
 * Requests new codes of a coupon. Up to 1,000 are there when it answers, all of them or none; more are issued by a job
 * that exists exactly when the batch's row does.
 * @throws Forbidden, NotFound, Invalid, Conflict (`guessable`: the pattern is weak and that was not confirmed)
 */
export const requestBatch = couponOperation(
  'coupons.write',
  requestBatchInput,
  async (ctx, { couponId, count, pattern, confirmed }): Promise<CodeBatch> => {
    if (pattern) assertHardToGuess(pattern, count, confirmed);
    const atOnce = count <= issuedWhileWaiting;
    const encrypted = atOnce ? await encryptMany(() => generateCode(pattern), count) : [];
    const issue = () =>
      inTransaction(ctx, async (tx) => {
        await lockCoupon(tx, couponId);
        const batch = await openBatch(tx, { couponId, kind: 'generated', requested: count, pattern });
        const data = { batchId: batch.id, count, ...(pattern ? { pattern } : {}) };
        await recordAudit(tx, { action: 'codes.issued', subjectKind: 'coupon', subjectId: couponId, data });
        if (atOnce) return writeAtOnce(tx, batch, encrypted, (more) => encryptMany(() => generateCode(pattern), more));
        await enqueue(tx.db, 'issue-batch', { batchId: batch.id });
        return batch;
      });
    return issue().catch((error: unknown) => {
      // A coupon took one of these codes meanwhile; now it is seen, and another is made.
      if (!isCodeTaken(error)) throw error;
      return issue();
    });
  },
);

function assertHardToGuess(pattern: CodePattern, count: number, confirmed: boolean): void {
  const { level, guessesPerHit } = patternStrength(pattern, count);
  if (level === 'impossible') {
    throw new Invalid({ count: ['must be at most half of what the pattern can make: lengthen its groups'] });
  }
  if (level === 'weak' && !confirmed) {
    const odds = Math.floor(guessesPerHit);
    throw new Conflict(
      'guessable',
      `One guess in ${odds} would hit one of these codes. Lengthen the pattern, or confirm it.`,
      {
        guessesPerHit: odds,
      },
    );
  }
}
