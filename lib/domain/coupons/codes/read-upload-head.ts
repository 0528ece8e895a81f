import { peek } from '@/lib/core/file-reading/decode-text';
import { assertIsText } from '@/lib/core/file-reading/foreign-format';
import { type FileHead, readHead } from '@/lib/core/file-reading/read-head';
import { headBytes } from '@/lib/core/file-reading/reading';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { codeColumn } from './code-column';
import { readUploadHeadInput } from './schemas';

/**
 * As what a file of codes is read, what only a person can decide of it, and its first rows, by its first 64 KiB. The rows
 * are the sender's own, in clear; nothing is kept.
 * @throws Forbidden, NotFound, Invalid (`file`)
 */
export const readUploadHead = couponOperation(
  'coupons.write',
  readUploadHeadInput,
  async (_ctx, { file, isWhole, couponId: _, ...chosen }): Promise<FileHead> => {
    const { head, isWhole: hasAll } = await peek(file, headBytes);
    assertIsText(head, isWhole && hasAll);
    return readHead(head, isWhole && hasAll, chosen, codeColumn);
  },
);
