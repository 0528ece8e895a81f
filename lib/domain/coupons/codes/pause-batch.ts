import { and, eq, isNull, sql } from 'drizzle-orm';
import { codeBatches } from '@/db/schema/coupons';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { batchColumns, type CodeBatch } from './code-batch';
import { getBatch } from './list-batches';
import { pauseBatchInput } from './schemas';

/**
 * Makes the codes of a batch dead, sold ones too, or good again. Either way the suspicion of a leak is dealt with. Doing it
 * twice is no error.
 * @throws Forbidden, Invalid, NotFound
 */
export const pauseBatch = couponOperation(
  'coupons.write',
  pauseBatchInput,
  async (ctx, { couponId, batchId, paused }): Promise<CodeBatch> => {
    return inTransaction(ctx, async (tx) => {
      const { pausedAt, suspectedAt } = codeBatches;
      const [batch] = await tx.db
        .update(codeBatches)
        .set({ pausedAt: paused ? tx.now() : null, suspectedAt: null })
        .where(
          and(
            eq(codeBatches.id, batchId),
            eq(codeBatches.couponId, couponId),
            paused ? isNull(pausedAt) : sql`(${pausedAt} is not null or ${suspectedAt} is not null)`,
          ),
        )
        .returning(batchColumns);
      if (!batch) return getBatch(tx, { couponId, batchId });
      const action = paused ? 'codes.paused' : 'codes.resumed';
      await recordAudit(tx, { action, subjectKind: 'coupon', subjectId: couponId, data: { batchId } });
      return batch;
    });
  },
);
