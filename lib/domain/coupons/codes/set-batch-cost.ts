import { and, eq } from 'drizzle-orm';
import { codeBatches } from '@/db/schema/coupons';
import { NotFound } from '@/lib/core/errors';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { assertCan } from '@/lib/platform/context/assert-can';
import { inTransaction } from '@/lib/platform/context/context';
import { setBatchCostInput } from './schemas';

/**
 * What one code of a batch costs us. It is the cost of sales from now on; those that were made keep theirs. The activity says
 * that it was set and not to what: more people read that than see costs.
 * @throws Forbidden, also without `money.read`; Invalid, NotFound
 */
export const setBatchCost = couponOperation(
  'coupons.write',
  setBatchCostInput,
  async (ctx, { couponId, batchId, unitCostPaisa }): Promise<{ batchId: number }> => {
    await assertCan(ctx, 'money.read');
    return inTransaction(ctx, async (tx) => {
      const [batch] = await tx.db
        .update(codeBatches)
        .set({ unitCostPaisa })
        .where(and(eq(codeBatches.id, batchId), eq(codeBatches.couponId, couponId)))
        .returning({ id: codeBatches.id });
      if (!batch) throw new NotFound('The batch');
      const entry = {
        action: 'codes.cost_set',
        subjectKind: 'coupon',
        subjectId: couponId,
        data: { batchId },
      } as const;
      await recordAudit(tx, entry);
      return { batchId };
    });
  },
);
