import { codeBatches } from '@/db/schema/coupons';

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
};

export type CodeBatch = Pick<typeof codeBatches.$inferSelect, keyof typeof batchColumns>;

/** Why a batch stopped short, or (`retrying`) why it takes longer. Stable: the screens and the API put it in words. */
export type BatchFailure = 'coupon_deleted' | 'pattern_exhausted' | 'rows_gone' | 'retrying' | 'fault';
