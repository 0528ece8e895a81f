import { and, eq, inArray } from 'drizzle-orm';
import { codeUploadRows, codeUploads } from '@/db/schema/code-uploads';
import { Conflict } from '@/lib/core/errors';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { getUpload } from './code-upload';
import { keptUploads } from './kept-uploads';
import { uploadInput } from './schemas';

/**
 * Stops the dry run of a file, and forgets its rows: nothing of it is imported.
 * @throws Forbidden, NotFound, Conflict (`ended`)
 */
export const cancelUpload = couponOperation(
  'coupons.write',
  uploadInput,
  async (ctx, { couponId, uploadId }): Promise<void> => {
    await inTransaction(ctx, async (tx) => {
      const [upload] = await tx.db
        .update(codeUploads)
        .set({ state: 'cancelled' })
        .where(
          and(
            eq(codeUploads.id, uploadId),
            eq(codeUploads.couponId, couponId),
            inArray(codeUploads.state, ['receiving', 'reading', 'checking']),
          ),
        )
        .returning({ fileName: codeUploads.fileName, rows: codeUploads.rows });
      if (!upload) {
        const { state } = await getUpload(tx, { couponId, uploadId });
        throw new Conflict('ended', 'This file is checked already; nothing is left to cancel.', { state });
      }
      await keptUploads.forget(tx, uploadId);
      await tx.db.delete(codeUploadRows).where(eq(codeUploadRows.uploadId, uploadId));
      const data = { uploadId, ...upload };
      await recordAudit(tx, { action: 'codes.upload_cancelled', subjectKind: 'coupon', subjectId: couponId, data });
    });
  },
);
