import { randomUUID } from 'node:crypto';
import type { Cell, TableFile } from '@/lib/core/table-file';
import { countUse, findStop } from '@/lib/domain/access/limits/count-use';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { wordsToIssue } from '@/lib/domain/coupons/reading/find-taken-codes';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { maskedCode } from './code-row';
import { type CodeUpload, getUpload } from './code-upload';
import { readCodeOf, unreadableCode } from './encrypt-code';
import { readBadRows } from './read-bad-rows';
import { isUser, revealsCodesOf } from './reveal-code';
import { uploadInput } from './schemas';

const pageSize = 2000;

/**
 * The rows of a file that are not imported, and why and where a code that exists is, as a file. As they are in the file for callers that can reveal codes,
 * which is recorded and counts as that many reveals of a person; masked for all others, and where these would pass their limit.
 * @throws Forbidden, NotFound
 */
export const exportBadRows = couponOperation('coupons.write', uploadInput, async (ctx, input): Promise<TableFile> => {
  const upload = await getUpload(ctx, input);
  const { id: uploadId, couponId } = upload;
  const count = upload.rows - upload.good;
  const isStopped = isUser(ctx) && (await findStop(ctx, 'reveal', count)) !== null;
  const clear = !isStopped && (await revealsCodesOf(ctx, couponId));
  if (clear) {
    await inTransaction(ctx, async (tx) => {
      const use = { kind: 'reveal', key: randomUUID(), reason: `Rows of file ${uploadId}`, count } as const;
      if (isUser(tx) && count > 0) await countUse(tx, use);
      const data = { uploadId, count };
      await recordAudit(tx, { action: 'codes.bad_rows_read', subjectKind: 'coupon', subjectId: couponId, data });
    });
  }
  recordSecurityEvent(ctx, { kind: 'data.exported', data: { what: 'rows that were not imported' } });
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
