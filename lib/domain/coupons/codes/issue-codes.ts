import type { z } from 'zod';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { lockCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { openBatch } from './code-batch';
import { encryptCode } from './encrypt-code';
import { generateCode } from './generate-code';
import { issueCodesInput } from './schemas';
import { writeAtOnce } from './write-at-once';

export type IssuedBatch = { batchId: number; issued: number };

/** Issues new codes of a coupon, all of them or none. @throws Forbidden, NotFound, Invalid (more than fit in one go) */
export const issueCodes = couponOperation('coupons.write', issueCodesInput, (ctx, input) => generateBatch(ctx, input));

/** The same for use cases that have asked for a permission of their own: it asks for none. */
export async function generateBatch(
  ctx: Context,
  { couponId, count }: z.output<typeof issueCodesInput>,
): Promise<IssuedBatch> {
  const encrypted = Array.from({ length: count }, () => encryptCode(generateCode()));
  return inTransaction(ctx, async (tx) => {
    await lockCoupon(tx, couponId);
    const batch = await openBatch(tx, { couponId, kind: 'generated', requested: count });
    const { issued } = await writeAtOnce(tx, batch, encrypted);
    // 80 random bits do not collide; if they did, nothing of the batch must stay.
    if (issued !== count) throw new Error(`Of ${count} new codes ${issued} were written.`);
    const data = { batchId: batch.id, count };
    await recordAudit(tx, { action: 'codes.issued', subjectKind: 'coupon', subjectId: couponId, data });
    return { batchId: batch.id, issued };
  });
}
