import type { FileHead } from '@/lib/core/file-reading/read-head';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { readFileHead } from '@/lib/domain/coupons/files/read-file-head';
import { codeColumn } from './code-column';
import { readUploadHeadInput } from './schemas';

/**
 * As what a file of codes is read, what only a person can decide of it, and its first rows. The rows are the sender's own, in
 * clear; nothing is kept.
 * @throws Forbidden, NotFound, Invalid (`file`, `sheet`)
 */
export const readUploadHead = couponOperation(
  'coupons.write',
  readUploadHeadInput,
  async (_ctx, { file, isWhole, couponId: _, ...chosen }): Promise<FileHead> =>
    readFileHead(file, isWhole, chosen, codeColumn),
);
