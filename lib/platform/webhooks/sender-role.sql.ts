import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';

// Any constant does, as long as every process uses the same.
const senderLock = 7_202_616;

/**
 * Whether the process behind this connection is the one that sends; it becomes it when nobody else is. It stays so for as long
 * as the connection lives, so that another takes over at once when the process dies. For a pool of one connection.
 */
export async function holdsSenderRole(db: Executor): Promise<boolean> {
  const [row] = await db.execute<{ holds: boolean }>(sql`
    select case when exists (
      select from pg_locks
      where locktype = 'advisory' and pid = pg_backend_pid() and objid = ${senderLock} and objsubid = 1 and granted
    ) then true else pg_try_advisory_lock(${senderLock}) end as holds`);
  return row?.holds === true;
}
