import { and, eq, sql } from 'drizzle-orm';
import { codeBatches } from '@/db/schema/coupons';
import { NotFound } from '@/lib/core/errors';
import { type Keyset, type KeysetPage, keysetClauses, keysetPage } from '@/lib/core/keyset';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { can } from '@/lib/platform/context/permissions';
import { batchColumns, type CodeBatch } from './code-batch';
import { batchInput, listBatchesInput } from './schemas';

const newestFirst: Keyset = {
  name: 'code-batches',
  value: null,
  type: 'integer',
  id: sql`${codeBatches.id}`,
  descending: true,
};

/** With the unit cost, for anyone who sees costs. */
export type ListedBatch = CodeBatch & { unitCostPaisa: number | null };

/** The batches of one coupon with what is issued of each so far, the newest first. @throws Forbidden, Invalid */
export const listBatches = couponOperation(
  'coupons.read',
  listBatchesInput,
  async (ctx, { couponId, ...request }): Promise<KeysetPage<ListedBatch>> => {
    const clauses = keysetClauses(newestFirst, request);
    const found = await ctx.db
      .select({ ...batchColumns, unitCostPaisa: codeBatches.unitCostPaisa, sortValue: clauses.sortValue })
      .from(codeBatches)
      .where(and(eq(codeBatches.couponId, couponId), clauses.where))
      .orderBy(...clauses.orderBy)
      .limit(clauses.limit)
      .offset(clauses.offset);
    const seesMoney = can(ctx.actor, 'money.read');
    const rows = found.map((row) => (seesMoney ? row : { ...row, unitCostPaisa: null }));
    return keysetPage(newestFirst, request, clauses.at, rows);
  },
);

/** @throws Forbidden, NotFound (also when it is another coupon's) */
export const getBatch = couponOperation(
  'coupons.read',
  batchInput,
  async (ctx, { couponId, batchId }): Promise<CodeBatch> => {
    const [batch] = await ctx.db
      .select(batchColumns)
      .from(codeBatches)
      .where(and(eq(codeBatches.id, batchId), eq(codeBatches.couponId, couponId)));
    if (!batch) throw new NotFound('The batch');
    return batch;
  },
);
