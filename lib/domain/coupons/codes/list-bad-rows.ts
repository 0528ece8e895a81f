import type { BadResult } from '@/lib/core/entities/upload-row';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { type Reason, takenReason } from '@/lib/domain/coupons/imports/reasons';
import { maskedCode } from './code-row';
import { getUpload } from './code-upload';
import { readBadRows } from './read-bad-rows';
import { listBadRowsInput } from './schemas';

/** `code` is masked; `reasons`: where a code that exists is. */
export type ListedRow = { line: number; code: string; result: BadResult; reasons: Reason[] };

/** The most rows of a file that are listed; its download has all of them. */
export const listedBadRows = 100;

/** The first rows of a file that are not imported, or of those with one result. @throws Forbidden, NotFound */
export const listBadRows = couponOperation(
  'coupons.write',
  listBadRowsInput,
  async (ctx, { result, ...input }): Promise<ListedRow[]> => {
    const upload = await getUpload(ctx, input);
    const page = await readBadRows(ctx, upload, { after: 0, result, limit: listedBadRows });
    return page.map(({ row, takenBy }) => ({
      line: row.line,
      code: maskedCode(row),
      result: row.result as BadResult,
      reasons: takenBy ? [takenReason(takenBy)] : [],
    }));
  },
);
