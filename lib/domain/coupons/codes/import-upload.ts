import { and, eq } from 'drizzle-orm';
import { codeUploads } from '@/db/schema/code-uploads';
import { codeBatches } from '@/db/schema/coupons';
import { Conflict, NotFound } from '@/lib/core/errors';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { lockCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { enqueue } from '@/lib/platform/jobs/queue';
import { batchColumns, type CodeBatch, openBatch } from './code-batch';
import type { Concern } from './code-set';
import { importUploadInput } from './schemas';

/**
 * Imports the good rows of a file that was checked, by a job, as one batch. A second call answers with the same batch.
 * @throws Forbidden, NotFound, Conflict (`not_checked`, `nothing_to_import`, `not_confirmed`: the file has concerns, or rows
 * that are no data, and that was not confirmed)
 */
export const importUpload = couponOperation(
  'coupons.write',
  importUploadInput,
  async (ctx, { couponId, uploadId, confirmed }): Promise<CodeBatch> => {
    return inTransaction(ctx, async (tx) => {
      await lockCoupon(tx, couponId);
      const [upload] = await tx.db
        .select()
        .from(codeUploads)
        .where(and(eq(codeUploads.id, uploadId), eq(codeUploads.couponId, couponId)))
        .for('update');
      if (!upload) throw new NotFound('The file');
      if (upload.batchId) {
        const [batch] = await tx.db.select(batchColumns).from(codeBatches).where(eq(codeBatches.id, upload.batchId));
        if (batch) return batch;
      }
      if (upload.state !== 'checked') throw new Conflict('not_checked', 'The file is still being checked.');
      if (upload.good === 0) throw new Conflict('nothing_to_import', 'None of its rows can be imported.');
      const concerns = upload.concerns as Concern[];
      if (!confirmed && (concerns.length > 0 || upload.notData > 0)) {
        const words = 'Look at what is doubtful in this file, and confirm it.';
        throw new Conflict('not_confirmed', words, { concerns, notData: upload.notData });
      }
      const batch = await openBatch(tx, { couponId, kind: 'imported', requested: upload.good });
      await tx.db.update(codeUploads).set({ batchId: batch.id }).where(eq(codeUploads.id, uploadId));
      await enqueue(tx.db, 'issue-batch', { batchId: batch.id });
      const data = { batchId: batch.id, uploadId, count: upload.good, ...(concerns.length > 0 ? { concerns } : {}) };
      await recordAudit(tx, { action: 'codes.imported', subjectKind: 'coupon', subjectId: couponId, data });
      return batch;
    });
  },
);
