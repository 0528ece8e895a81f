import type { Cell, TableFile } from '@/lib/core/table-file';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { wordsToIssue } from '@/lib/domain/coupons/reading/find-taken-codes';
import type { Context } from '@/lib/platform/context/context';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { maskedCode } from './code-row';
import { type CodeUpload, getUpload } from './code-upload';
import { readBadRows } from './read-bad-rows';
import { uploadInput } from './schemas';

const pageSize = 2000;

const header = ['line', 'code', 'result', 'detail'];

const writeBadRows = couponOperation('coupons.write', uploadInput, async (ctx, input): Promise<TableFile> => {
  const upload = await getUpload(ctx, input);
  recordSecurityEvent(ctx, { kind: 'data.exported', data: { what: 'rows that were not imported' } });
  return { name: `bad-rows-${upload.id}`, rows: rows(ctx, upload) };
});

/**
 * The rows of a file that are not imported, and why and where a code that exists is, as a file. Codes are masked for everybody: those
 * that exist are sold as PINs, and the person who corrects the file has it with the same line numbers.
 * @throws Forbidden, NotFound
 */
export const exportBadRows = Object.assign(writeBadRows, { columns: () => header });

async function* rows(ctx: Context, upload: CodeUpload): AsyncGenerator<Cell[][]> {
  yield [header];
  for (let after = 0; ; ) {
    const page = await readBadRows(ctx, upload, { after, limit: pageSize });
    if (page.length > 0) {
      yield page.map(({ row, takenBy }) => [
        row.line,
        maskedCode(row),
        row.result,
        takenBy && wordsToIssue(takenBy, upload.couponId),
      ]);
    }
    if (page.length < pageSize) return;
    after = page.at(-1)?.row.line ?? after;
  }
}
