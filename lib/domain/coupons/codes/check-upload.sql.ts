import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { isCodeOfCoupon } from '@/lib/domain/coupons/reading/find-taken-codes';

/**
 * Marks the rows that repeat an earlier row of their file. The caller holds the lock of the upload here and below; the rows
 * follow, which nobody else writes meanwhile.
 */
export async function findDuplicates(tx: Executor, uploadId: number): Promise<void> {
  // The planner knows nothing yet of rows that were staged a moment ago.
  await tx.execute(sql`analyze code_upload_rows`);
  await tx.execute(sql`
    update code_upload_rows set verdict = 'duplicate' from (
      select line, row_number() over (partition by digest order by line) as nth
      from code_upload_rows where upload_id = ${uploadId} and verdict = 'good'
    ) as numbered
    where upload_id = ${uploadId} and code_upload_rows.line = numbered.line and numbered.nth > 1`);
}

/** Marks those of the next rows that are codes already, and gives the last line of them; null after the last row. */
export async function compareWithCodes(
  tx: Executor,
  uploadId: number,
  after: number,
  limit: number,
): Promise<number | null> {
  const [next] = await tx.execute<{ last: number | null }>(sql`
    select max(line) as last from (
      select line from code_upload_rows where upload_id = ${uploadId} and line > ${after} order by line limit ${limit}
    ) as next_rows`);
  const last = next?.last ?? null;
  if (last === null) return null;
  await tx.execute(sql`
    update code_upload_rows set verdict = 'existing'
    where upload_id = ${uploadId} and verdict = 'good' and line > ${after} and line <= ${last}
      and (exists (select from codes where codes.digest = code_upload_rows.digest)
        or ${isCodeOfCoupon(sql`code_upload_rows.digest`)})`);
  return last;
}

/** Gives the upload its counts, with which it is checked. */
export async function countResults(tx: Executor, uploadId: number): Promise<void> {
  await tx.execute(sql`
    update code_uploads set state = 'checked', rows = counted.rows, good = counted.good,
      malformed = counted.malformed, wrong_check = counted.wrong_check, duplicate = counted.duplicate,
      existing = counted.existing, damaged = counted.damaged, misaligned = counted.misaligned,
      not_data = counted.not_data
    from (
      select count(*) as rows,
        count(*) filter (where verdict = 'good') as good,
        count(*) filter (where verdict = 'malformed') as malformed,
        count(*) filter (where verdict = 'wrong_check') as wrong_check,
        count(*) filter (where verdict = 'duplicate') as duplicate,
        count(*) filter (where verdict = 'existing') as existing,
        count(*) filter (where verdict = 'damaged') as damaged,
        count(*) filter (where verdict = 'misaligned') as misaligned,
        count(*) filter (where verdict = 'not_data') as not_data
      from code_upload_rows where upload_id = ${uploadId}
    ) as counted
    where id = ${uploadId}`);
}
