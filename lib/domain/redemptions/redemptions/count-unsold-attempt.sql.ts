import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';

/** A try of a code that was not sold, with ids as the driver gives them; `at` is an instant in ISO text. */
type UnsoldAttempt = { codeId: string; batchId: string; at: string };

/**
 * Counts a try, and marks the batch once `suspectedFrom` different codes of it were tried within an hour. Locks the batch
 * and then the code's attempts: of two tries at once the second waits, and counts both, in a statement of its own.
 * @returns how many codes were tried when this marked the batch
 */
export async function writeUnsoldAttempt(
  tx: Executor,
  { codeId, batchId, at }: UnsoldAttempt,
  suspectedFrom: number,
): Promise<number | undefined> {
  await tx.execute(sql`select from code_batches where id = ${batchId} for no key update`);
  await tx.execute(sql`
    insert into unsold_attempts (code_id, batch_id, last_at) values (${codeId}, ${batchId}, ${at}::timestamptz)
    on conflict (code_id) do update set attempts = unsold_attempts.attempts + 1, last_at = excluded.last_at`);
  const [suspected] = await tx.execute<{ tried: number }>(sql`
    update code_batches b set suspected_at = ${at}::timestamptz
    from (
      select count(*)::int as tried from unsold_attempts
      where batch_id = ${batchId} and last_at > ${at}::timestamptz - interval '1 hour'
    ) t
    where b.id = ${batchId} and b.suspected_at is null and b.paused_at is null and t.tried >= ${suspectedFrom}
    returning t.tried`);
  return suspected?.tried;
}
