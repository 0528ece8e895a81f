import { type SQL, sql } from 'drizzle-orm';
import postgres, { type Options } from 'postgres';
import { type Executor, rawSql } from './client';

/**
 * Runs `work` while no other process does the same under `key`. The lock is held by a connection of its own, so that it
 * also works next to a pool of one; it ends with that connection, however the process ends.
 * @throws when `db` is a transaction.
 */
export async function withAdvisoryLock<T>(db: Executor, key: number, work: () => Promise<T>): Promise<T> {
  const holder = postgres({ ...rawSql(db).options, max: 1 } as unknown as Options<Record<string, never>>);
  try {
    await holder`select pg_advisory_lock(${key})`;
    return await work();
  } finally {
    await holder.end({ timeout: 5 });
  }
}

const keyOf = (name: string): SQL => sql`hashtextextended(${name}, 0)`;

/** Waits for the lock of this name; it ends with the transaction, and with the connection of a process that dies. */
export async function lockUntilCommit(tx: Executor, name: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${keyOf(name)})`);
}

/** As `lockUntilCommit`, without waiting. @returns whether it got the lock */
export async function tryLockUntilCommit(tx: Executor, name: string): Promise<boolean> {
  const [row] = await tx.execute<{ ours: boolean }>(sql`select pg_try_advisory_xact_lock(${keyOf(name)}) as ours`);
  return row?.ours ?? false;
}
