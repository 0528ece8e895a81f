import { sql } from 'drizzle-orm';
import type { Database } from '@/db/client';

// Any constants do, as long as every process uses the same.
const secretLock = 7_202_650;
const turnLock = 7_202_651;

/**
 * Holds a lock of this number for as long as the connection lives, unless another process holds one of another number. For a
 * pool of one connection. @returns whether it is held
 */
export async function holdNumber(db: Database, number: number): Promise<boolean> {
  return db.transaction(async (tx) => {
    // One after the other: of two that start at once, the second one sees the first.
    await tx.execute(sql`select pg_advisory_xact_lock(${turnLock})`);
    const [held] = await tx.execute<{ own: boolean; other: boolean }>(sql`
      select coalesce(bool_or(pid = pg_backend_pid()), false) as own, coalesce(bool_or(objid <> ${number}), false) as other
      from pg_locks
      where locktype = 'advisory' and classid = ${secretLock} and objsubid = 2 and granted
        and database = (select oid from pg_database where datname = current_database())`);
    if (held?.own) return true;
    if (held?.other) return false;
    await tx.execute(sql`select pg_advisory_lock_shared(${secretLock}, ${number})`);
    return true;
  });
}
