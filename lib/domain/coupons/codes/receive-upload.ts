import { eq } from 'drizzle-orm';
import { codeUploads } from '@/db/schema/code-uploads';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { lockCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { checkedFile } from '@/lib/domain/coupons/files/read-records';
import { rememberReading } from '@/lib/domain/coupons/files/remembered-reading';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { actorName } from '@/lib/platform/context/actor';
import { inTransaction } from '@/lib/platform/context/context';
import { enqueue } from '@/lib/platform/jobs/queue';
import { receiveUploadInput } from './schemas';
import { stageRows } from './stage-rows';

/**
 * Takes in a file of codes, text as it arrives, read as the caller says: `readUploadHead` proposes it. Every row is encrypted
 * before it is written. Nothing is imported: a job then validates the rows. A file that breaks off or does not parse leaves
 * nothing.
 * @throws Forbidden, NotFound, Invalid (`file`, or what it is read as)
 */
export const receiveUpload = couponOperation(
  'coupons.write',
  receiveUploadInput,
  async (
    ctx,
    { couponId, fileName, hasCheckCharacters, file, shape, ...reading },
  ): Promise<{ uploadId: number; rows: number }> => {
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
      .returning({ id: codeUploads.id });
    if (!upload) throw new Error('The upload was not written.');
    try {
      const { rows, concerns } = await stageRows(ctx, upload.id, { hasCheckCharacters, ...reading }, table);
      await inTransaction(ctx, async (tx) => {
        await tx.db.update(codeUploads).set({ state: 'checking', rows, concerns }).where(eq(codeUploads.id, upload.id));
        const data = { uploadId: upload.id, fileName, rows, ...reading };
        await recordAudit(tx, { action: 'codes.uploaded', subjectKind: 'coupon', subjectId: couponId, data });
        if (shape) await rememberReading(tx, shape, reading);
        await enqueue(tx.db, 'check-upload', { uploadId: upload.id });
      });
      return { uploadId: upload.id, rows };
    } catch (error) {
      await ctx.db.delete(codeUploads).where(eq(codeUploads.id, upload.id));
      throw error;
    }
  },
);
