import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import type { DriverRow } from '@/db/driver-row';
import type { webhookDeliveries } from '@/db/schema/webhooks';

/** Instants are ISO text. `attempts`: before this one. */
export type Mark = DriverRow<
  typeof webhookDeliveries,
  'state' | 'attempts' | 'lastStatus' | 'lastError' | 'lastResponse' | 'lastDurationMs'
> & { id: number; next_attempt_at: string | null; last_attempt_at: string; ended_at: string | null };

/**
 * Writes what attempts came to, in one statement. What is not pending any more, or was attempted meanwhile, stays as it is.
 * Locks the deliveries in the order of their ids. @returns the ids that were written
 */
export async function markAttempts(db: Executor, marks: readonly Mark[]): Promise<Set<number>> {
  const written = await db.execute<{ id: string }>(sql`
    with r as materialized (
      select d.id, m.state, m.next_attempt_at, m.last_attempt_at, m.ended_at, m.last_status, m.last_error, m.last_response,
        m.last_duration_ms
      from jsonb_to_recordset(${JSON.stringify(marks)}::text::jsonb) as m (id int8, attempts int, state text,
        next_attempt_at timestamptz, last_attempt_at timestamptz, ended_at timestamptz, last_status int2, last_error text,
        last_response text, last_duration_ms int)
      join webhook_deliveries d on d.id = m.id
      where d.state = 'pending' and d.attempts = m.attempts
      order by d.id for update of d
    )
    update webhook_deliveries d
    set state = r.state, attempts = d.attempts + 1, next_attempt_at = r.next_attempt_at, ended_at = r.ended_at,
      last_attempt_at = r.last_attempt_at, last_status = r.last_status, last_error = r.last_error,
      last_response = r.last_response, last_duration_ms = r.last_duration_ms, is_urgent = false
    from r where d.id = r.id
    returning d.id`);
  return new Set(written.map(({ id }) => Number(id)));
}

/** Makes everything that waits for an endpoint due at `now`, an instant in ISO text. Locks its deliveries. */
export async function makeDue(db: Executor, endpointId: number, now: string): Promise<void> {
  await db.execute(sql`
    update webhook_deliveries set next_attempt_at = ${now}::timestamptz
    where endpoint_id = ${endpointId} and state = 'pending' and next_attempt_at > ${now}::timestamptz`);
}
