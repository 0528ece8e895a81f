import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { eq } from 'drizzle-orm';
import { BinaryRows, copyRows } from '@/db/copy-rows';
import { codeUploads } from '@/db/schema/code-uploads';
import { asUnreadableFile, type CsvRow, csvOptions } from '@/lib/core/csv';
import { Invalid } from '@/lib/core/errors';
import type { FileBody } from '@/lib/core/file-body';
import { timeSlices } from '@/lib/core/time-slices';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { lockCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { actorName, recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { enqueue } from '@/lib/platform/jobs/queue';
import { encryptCode } from './encrypt-code';
import { batchLimit, receiveUploadInput } from './schemas';
import { cleanCell, validateRow } from './validate-row';

const stagedAtOnce = 20_000;
const headers = new Set(['code', 'codes', 'coupon', 'coupon code', 'pin']);
const target = 'code_upload_rows (upload_id, line, verdict, digest, sealed, sealing_key_id, last_four)';

/**
 * Takes in a CSV file of codes as it arrives: the column named "code", or the first. Every row is encrypted before it is
 * written. Nothing is imported: a job then validates the rows. A file that breaks off or does not parse leaves nothing.
 * @throws Forbidden, NotFound, Invalid (`file`)
 */
export const receiveUpload = couponOperation(
  'coupons.write',
  receiveUploadInput,
  async (ctx, { couponId, fileName, hasCheckCharacters, file }): Promise<{ uploadId: number; rows: number }> => {
    await lockCoupon(ctx, couponId);
    const [upload] = await ctx.db
      .insert(codeUploads)
      .values({
        couponId,
        fileName,
        hasCheckCharacters,
        state: 'receiving',
        createdBy: actorName(ctx.actor),
        createdAt: ctx.now(),
      })
      .returning({ id: codeUploads.id });
    if (!upload) throw new Error('The upload was not written.');
    try {
      const rows = await stage(ctx, upload.id, hasCheckCharacters, file);
      await inTransaction(ctx, async (tx) => {
        await tx.db.update(codeUploads).set({ state: 'checking', rows }).where(eq(codeUploads.id, upload.id));
        const data = { uploadId: upload.id, fileName, rows };
        await recordAudit(tx, { action: 'codes.uploaded', subjectKind: 'coupon', subjectId: couponId, data });
        await enqueue(tx.db, 'check-upload', { uploadId: upload.id });
      });
      return { uploadId: upload.id, rows };
    } catch (error) {
      await ctx.db.delete(codeUploads).where(eq(codeUploads.id, upload.id));
      throw asUnreadableFile(error);
    }
  },
);

async function stage(ctx: Context, uploadId: number, hasCheckCharacters: boolean, file: FileBody): Promise<number> {
  let rows = 0;
  await pipeline(Readable.from(file), parse(csvOptions), async (records: AsyncIterable<CsvRow>) => {
    const pause = timeSlices();
    let column: number | undefined;
    let staged = new BinaryRows();
    for await (const { record, info } of records) {
      if (column === undefined) {
        const named = record.findIndex((cell) => headers.has(cell.toLowerCase()));
        column = Math.max(0, named);
        if (named >= 0) continue;
      }
      if (++rows > batchLimit) throw new Invalid({ file: [`has more than ${batchLimit} rows`] });
      const text = cleanCell(record[column]);
      const result = validateRow(text, hasCheckCharacters);
      const { digest, sealed, sealingKeyId, lastFour } = encryptCode(text);
      staged.row(7).int8(uploadId).int4(info.lines).text(result).bytea(digest).bytea(sealed).int2(sealingKeyId);
      // The end of what is no code can be anything, even bytes that a text cannot hold.
      staged.text(result === 'malformed' ? '' : lastFour);
      if (rows % stagedAtOnce === 0) {
        await copyRows(ctx.db, target, staged.end());
        staged = new BinaryRows();
      }
      if (rows % 32 === 0) await pause();
    }
    if (rows === 0) throw new Invalid({ file: ['holds no rows'] });
    await copyRows(ctx.db, target, staged.end());
  });
  return rows;
}
