import { and, eq } from 'drizzle-orm';
import { codeUploads } from '@/db/schema/code-uploads';
import { NotFound } from '@/lib/core/errors';
import type { Reading } from '@/lib/core/file-reading/reading';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import type { Concern } from './code-set';
import { uploadInput } from './schemas';

const uploadColumns = {
  id: codeUploads.id,
  couponId: codeUploads.couponId,
  fileName: codeUploads.fileName,
  hasCheckCharacters: codeUploads.hasCheckCharacters,
  state: codeUploads.state,
  failure: codeUploads.failure,
  bytes: codeUploads.bytes,
  bytesRead: codeUploads.bytesRead,
  readToLine: codeUploads.readToLine,
  checkedToLine: codeUploads.checkedToLine,
  rows: codeUploads.rows,
  good: codeUploads.good,
  malformed: codeUploads.malformed,
  wrongCheck: codeUploads.wrongCheck,
  duplicate: codeUploads.duplicate,
  existing: codeUploads.existing,
  damaged: codeUploads.damaged,
  misaligned: codeUploads.misaligned,
  notData: codeUploads.notData,
  reading: codeUploads.reading,
  concerns: codeUploads.concerns,
  batchId: codeUploads.batchId,
  createdBy: codeUploads.createdBy,
  createdAt: codeUploads.createdAt,
};

export type CodeUpload = Omit<
  Pick<typeof codeUploads.$inferSelect, keyof typeof uploadColumns>,
  'reading' | 'concerns'
> & {
  /** Null for a file that an earlier version took in. */
  reading: Reading | null;
  concerns: Concern[];
};

/** How far a file is, and its dry run's counts once it is checked. @throws Forbidden, NotFound */
export const getUpload = couponOperation(
  'coupons.write',
  uploadInput,
  async (ctx, { couponId, uploadId }): Promise<CodeUpload> => {
    const [upload] = await ctx.db
      .select(uploadColumns)
      .from(codeUploads)
      .where(and(eq(codeUploads.id, uploadId), eq(codeUploads.couponId, couponId)));
    if (!upload) throw new NotFound('The file');
    return { ...upload, reading: upload.reading as Reading | null, concerns: upload.concerns as Concern[] };
  },
);
