import { codeBatches } from '@/db/schema/coupons';
import { actorName } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';

export const batchColumns = {
  id: codeBatches.id,
  couponId: codeBatches.couponId,
  kind: codeBatches.kind,
  state: codeBatches.state,
  requested: codeBatches.requested,
  issued: codeBatches.issued,
  pattern: codeBatches.pattern,
  failure: codeBatches.failure,
  createdBy: codeBatches.createdBy,
  createdAt: codeBatches.createdAt,
  finishedAt: codeBatches.finishedAt,
  pausedAt: codeBatches.pausedAt,
  suspectedAt: codeBatches.suspectedAt,
};

export type CodeBatch = Pick<typeof codeBatches.$inferSelect, keyof typeof batchColumns>;

/** Why a batch stopped short, or (`retrying`) why it takes longer. Stable: the screens and the API put it in words. */
export type BatchFailure = 'coupon_deleted' | 'pattern_exhausted' | 'rows_gone' | 'retrying' | 'fault';

type NewBatch = Pick<typeof codeBatches.$inferInsert, 'couponId' | 'kind' | 'requested' | 'pattern'>;

/** Writes the row of a batch, still without codes; the caller holds its coupon. */
export async function openBatch(ctx: Context, batch: NewBatch): Promise<CodeBatch> {
  const [opened] = await ctx.db
    .insert(codeBatches)
    .values({ ...batch, state: 'queued', createdBy: actorName(ctx.actor), createdAt: ctx.now() })
    .returning(batchColumns);
  if (!opened) throw new Error('The batch was not written.');
  return opened;
}
