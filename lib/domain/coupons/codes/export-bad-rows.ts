import type { Cell, TableFile } from '@/lib/core/table-file';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { wordsToIssue } from '@/lib/domain/coupons/reading/find-taken-codes';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { Context } from '@/lib/platform/context/context';
import { maskedCode } from './code-row';
import { type CodeUpload, getUpload } from './code-upload';
import { readCodeOf, unreadableCode } from './encrypt-code';
import { readBadRows } from './read-bad-rows';
import { revealsCodesOf } from './reveal-code';
import { uploadInput } from './schemas';

const pageSize = 2000;

/**
 * The rows of a file that are not imported, and why and where a code that exists is, as a file. As they are in the file for callers that can reveal codes,
 * which is recorded; masked for all others.
 * @throws Forbidden, NotFound
 */
export const exportBadRows = couponOperation('coupons.write', uploadInput, async (ctx, input): Promise<TableFile> => {
  const upload = await getUpload(ctx, input);
  const { id: uploadId, couponId } = upload;
  const clear = await revealsCodesOf(ctx, couponId);
  if (clear) {
    const data = { uploadId, count: upload.rows - upload.good };
    await recordAudit(ctx, { action: 'codes.bad_rows_read', subjectKind: 'coupon', subjectId: couponId, data });
  }
  return { name: `bad-rows-${uploadId}`, rows: rows(ctx, upload, clear) };
});

async function* rows(ctx: Context, upload: CodeUpload, clear: boolean): AsyncGenerator<Cell[][]> {
  yield [['line', 'code', 'result', 'detail']];
  for (let after = 0; ; ) {
    const page = await readBadRows(ctx, upload, { after, limit: pageSize });
    if (page.length > 0) {
      yield page.map(({ row, takenBy }) => [
        row.line,
        clear ? (readCodeOf(row) ?? unreadableCode) : maskedCode(row),
        row.result,
        takenBy && wordsToIssue(takenBy, upload.couponId),
      ]);
    }
    if (page.length < pageSize) return;
    after = page.at(-1)?.row.line ?? after;
  }
}
