import { eq } from 'drizzle-orm';
import { codeUploads } from '@/db/schema/code-uploads';
import type { FileBody } from '@/lib/core/file-body';
import { peek } from '@/lib/core/file-reading/decode-text';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { lockCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { checkedFile } from '@/lib/domain/coupons/files/read-records';
import { rememberReading } from '@/lib/domain/coupons/files/remembered-reading';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { actorName } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { enqueue } from '@/lib/platform/jobs/queue';
import type { ReadAs } from './each-file-row';
import { keptUploads } from './kept-uploads';
import { receiveUploadInput } from './schemas';
import { stageRows } from './stage-rows';
import { keepProgress, type RunningUpload } from './upload-run';

/** A file of at most this many bytes is read while its sender waits, who then learns at once what is wrong with it. */
const readAtOnce = 1024 * 1024;

/**
 * Takes in a file of codes, read as the caller says: `readUploadHead` proposes it. Each row is encrypted before it is written,
 * and the bytes of a large file are, which a job reads. Nothing is imported: a job then compares the rows. A file that breaks
 * off, or that is read at once and does not parse, leaves nothing.
 * @throws Forbidden, NotFound, Invalid (`file`, or what it is read as)
 */
export const receiveUpload = couponOperation(
  'coupons.write',
  receiveUploadInput,
  async (ctx, { couponId, fileName, hasCheckCharacters, file, shape, ...reading }): Promise<{ uploadId: number }> => {
    await lockCoupon(ctx, couponId);
    const table = await checkedFile(reading, file);
    const [upload] = await ctx.db
      .insert(codeUploads)
      .values({
        couponId,
        fileName,
        hasCheckCharacters,
        reading,
        state: 'receiving',
        createdBy: actorName(ctx.actor),
        createdAt: ctx.now(),
      })
      .returning({ id: codeUploads.id, run: codeUploads.run });
    if (!upload) throw new Error('The upload was not written.');
    const uploadId = upload.id;
    try {
      const taken = await takeIn(ctx, upload, { hasCheckCharacters, ...reading }, table);
      await inTransaction(ctx, async (tx) => {
        await keepProgress(tx, upload, taken.set);
        const data = { uploadId, fileName, ...taken.size, ...reading };
        await recordAudit(tx, { action: 'codes.uploaded', subjectKind: 'coupon', subjectId: couponId, data });
        if (shape) await rememberReading(tx, shape, reading);
        await enqueue(tx.db, taken.next, { uploadId });
      });
      return { uploadId };
    } catch (error) {
      await ctx.db.delete(codeUploads).where(eq(codeUploads.id, uploadId));
      throw error;
    }
  },
);

async function takeIn(ctx: Context, upload: RunningUpload, readAs: ReadAs, table: FileBody) {
  const { isWhole, file } = await peek(table, readAtOnce);
  if (!isWhole) {
    const bytes = await keptUploads.keep(ctx, upload.id, file, async (tx, soFar) => {
      await keepProgress(tx, upload, { bytes: soFar });
    });
    return { next: 'read-upload', set: { state: 'reading', bytes }, size: { bytes } } as const;
  }
  const { rows, concerns } = await stageRows(ctx, upload, readAs, file);
  return { next: 'check-upload', set: { state: 'checking', concerns }, size: { rows } } as const;
}
