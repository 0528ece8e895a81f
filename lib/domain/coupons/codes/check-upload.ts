import { and, eq, sql } from 'drizzle-orm';
import { codeUploads } from '@/db/schema/code-uploads';
import { isCodeOfCoupon } from '@/lib/domain/coupons/reading/find-taken-codes';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { checkUploadInput } from './schemas';

/**
 * Gives every staged row its result against the rest of the file and against the codes there are, and counts them.
 * Called again, it changes nothing.
 */
export const checkUpload = operation(
  null,
  checkUploadInput,
  async (ctx: Context<SystemActor>, { uploadId }): Promise<void> => {
    await inTransaction(ctx, async (tx) => {
      const [upload] = await tx.db
        .select({ id: codeUploads.id })
        .from(codeUploads)
        .where(and(eq(codeUploads.id, uploadId), eq(codeUploads.state, 'checking')))
        .for('update');
      if (!upload) return;
      // The planner knows nothing yet of rows that were staged a moment ago.
      await tx.db.execute(sql`analyze code_upload_rows`);
      await tx.db.execute(sql`
      update code_upload_rows set verdict = 'duplicate' from (
        select line, row_number() over (partition by digest order by line) as nth
        from code_upload_rows where upload_id = ${uploadId} and verdict = 'good'
      ) as numbered
      where upload_id = ${uploadId} and code_upload_rows.line = numbered.line and numbered.nth > 1`);
      await tx.db.execute(sql`
      update code_upload_rows set verdict = 'existing'
      where upload_id = ${uploadId} and verdict = 'good'
        and (exists (select from codes where codes.digest = code_upload_rows.digest)
          or ${isCodeOfCoupon(sql`code_upload_rows.digest`)})`);
      await tx.db.execute(sql`
      update code_uploads set state = 'checked', rows = counted.rows, good = counted.good,
        malformed = counted.malformed, wrong_check = counted.wrong_check, duplicate = counted.duplicate,
        existing = counted.existing
      from (
        select count(*) as rows,
          count(*) filter (where verdict = 'good') as good,
          count(*) filter (where verdict = 'malformed') as malformed,
          count(*) filter (where verdict = 'wrong_check') as wrong_check,
          count(*) filter (where verdict = 'duplicate') as duplicate,
          count(*) filter (where verdict = 'existing') as existing
        from code_upload_rows where upload_id = ${uploadId}
      ) as counted
      where id = ${uploadId}`);
    });
  },
);
