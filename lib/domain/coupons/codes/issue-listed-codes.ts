import { plainCell } from '@/lib/core/csv';
import { Invalid } from '@/lib/core/errors';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { lockCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { findTakenCodes, isCodeTaken, refusalToIssue } from '@/lib/domain/coupons/reading/find-taken-codes';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { type CodeBatch, openBatch } from './code-batch';
import { encryptCode } from './encrypt-code';
import { listedCodesInput } from './schemas';
import { cleanCell, validateRow } from './validate-row';
import { writeAtOnce } from './write-at-once';

/**
 * Issues exactly these codes of a coupon, all of them or none.
 * @throws Forbidden, NotFound, Invalid (`list`: every code that cannot be taken, by its place from 1)
 */
export const issueListedCodes = couponOperation(
  'coupons.write',
  listedCodesInput,
  async (ctx, { couponId, list }): Promise<CodeBatch> => {
    const texts = list.map((text) => cleanCell(plainCell(text)));
    const encrypted = texts.map(encryptCode);
    return inTransaction(ctx, async (tx) => {
      await lockCoupon(tx, couponId);
      const taken = await findTakenCodes(tx.db, encrypted);
      const seen = new Set<string>();
      const wrong = encrypted.flatMap(({ digest }, at) => {
        const key = digest.toString('hex');
        const problem = problemOf(texts[at] ?? '', refusalToIssue(taken, key, couponId), seen.has(key));
        seen.add(key);
        return problem ? [`${at + 1}: ${problem}`] : [];
      });
      if (wrong.length > 0) throw new Invalid({ list: wrong });
      const batch = await openBatch(tx, { couponId, kind: 'listed', requested: list.length });
      const done = await writeAtOnce(tx, batch, encrypted);
      if (done.issued !== list.length) throw takenMeanwhile();
      const data = { batchId: batch.id, count: list.length, listed: true };
      await recordAudit(tx, { action: 'codes.issued', subjectKind: 'coupon', subjectId: couponId, data });
      return done;
    }).catch((error: unknown) => {
      throw isCodeTaken(error) ? takenMeanwhile() : error;
    });
  },
);

const takenMeanwhile = () => new Invalid({ list: ['holds a code that was taken at this moment'] });

function problemOf(text: string, refusal: string | null, isSecond: boolean): string | null {
  const result = validateRow(text, false);
  if (result === 'damaged') return 'was changed by a spreadsheet: take it from where it came from';
  if (result === 'malformed') return 'must be 4 to 64 letters and digits';
  if (refusal) return refusal;
  return isSecond ? 'is in the list twice' : null;
}
