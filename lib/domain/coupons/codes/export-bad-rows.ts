import { and, asc, eq, gt, ne } from 'drizzle-orm';
import { codeUploadRows } from '@/db/schema/code-uploads';
import type { Cell, TableFile } from '@/lib/core/table-file';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { digestsOf } from '@/lib/domain/coupons/reading/digest-code';
import { findTakenCodes, refusalToIssue } from '@/lib/domain/coupons/reading/find-taken-codes';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { Context } from '@/lib/platform/context/context';
import { maskedCode } from './code-row';
import { type CodeUpload, getUpload } from './code-upload';
import { readCodeOf, unreadableCode } from './encrypt-code';
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

async function* rows(ctx: Context, { id: uploadId, couponId }: CodeUpload, clear: boolean): AsyncGenerator<Cell[][]> {
  yield [['line', 'code', 'result', 'detail']];
  for (let last = 0; ; ) {
    const page = await ctx.db
      .select()
      .from(codeUploadRows)
      .where(
        and(eq(codeUploadRows.uploadId, uploadId), ne(codeUploadRows.result, 'good'), gt(codeUploadRows.line, last)),
      )
      .orderBy(asc(codeUploadRows.line))
      .limit(pageSize);
    if (page.length > 0) {
      const existing = page.filter(({ result }) => result === 'existing').map(readDigests);
      const taken = await findTakenCodes(ctx.db, existing);
      const detailOf = ({ result, digest }: (typeof page)[number]) =>
        result === 'existing' ? refusalToIssue(taken, digest.toString('hex'), couponId) : null;
      yield page.map((row) => [
        row.line,
        clear ? (readCodeOf(row) ?? unreadableCode) : maskedCode(row),
        row.result,
        detailOf(row),
      ]);
    }
    if (page.length < pageSize) return;
    last = page.at(-1)?.line ?? last;
  }
}

/** A row and the code that it repeats can be of different digest keys. */
function readDigests(row: Parameters<typeof readCodeOf>[0]): { digest: Buffer; otherDigests: Buffer[] } {
  const text = readCodeOf(row);
  return { digest: row.digest, otherDigests: text === null ? [] : digestsOf(text) };
}
