import { and, eq, inArray } from 'drizzle-orm';
import { codeBatches } from '@/db/schema/coupons';
import { Conflict } from '@/lib/core/errors';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { batchColumns, type CodeBatch } from './code-batch';
import { getBatch } from './list-batches';
import { batchInput } from './schemas';

/**
 * Stops a batch that is not done. The codes that it has issued by then stay.
 * @throws Forbidden, NotFound, Conflict (`ended`)
 */
export const cancelBatch = couponOperation(
  'coupons.write',
  batchInput,
  async (ctx, { couponId, batchId }): Promise<CodeBatch> => {
    return inTransaction(ctx, async (tx) => {
      const [batch] = await tx.db
        .update(codeBatches)
        .set({ state: 'cancelled', finishedAt: tx.now() })
        .where(
          and(
            eq(codeBatches.id, batchId),
            eq(codeBatches.couponId, couponId),
            inArray(codeBatches.state, ['queued', 'running']),
          ),
        )
        .returning(batchColumns);
      if (!batch) {
        const { state } = await getBatch(tx, { couponId, batchId });
        throw new Conflict('ended', 'This batch has ended already; nothing is left to cancel.', { state });
      }
      const data = { batchId, requested: batch.requested, issued: batch.issued };
      await recordAudit(tx, { action: 'codes.cancelled', subjectKind: 'coupon', subjectId: couponId, data });
      return batch;
    });
  },
);
