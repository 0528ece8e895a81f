import type { FileHead } from '@/lib/core/file-reading/read-head';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { readFileHead } from '@/lib/domain/coupons/files/read-file-head';
import { type Proposed, proposeReading } from '@/lib/domain/coupons/files/remembered-reading';
import { codeColumn } from './code-column';
import { readUploadHeadInput } from './schemas';

export type ProposedHead = Proposed<FileHead>;

/**
 * As what a file of codes is read, what only a person can decide of it, and its first rows. Where nothing is chosen, it is read
 * as the actor last read a file of its shape. The rows are the sender's own, in clear; nothing is kept.
 * @throws Forbidden, NotFound, Invalid (`file`, `sheet`)
 */
export const readUploadHead = couponOperation(
  'coupons.write',
  readUploadHeadInput,
  (ctx, { file, isWhole, couponId: _, ...chosen }): Promise<ProposedHead> =>
    proposeReading(ctx, file, { chosen, read: (body, as) => readFileHead(body, isWhole, as, codeColumn) }),
);
