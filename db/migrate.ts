import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import type { Sql } from 'postgres';
import { createDatabase, type Executor } from './client';
import { indexAhead } from './index-ahead';

const folder = path.join(process.cwd(), 'drizzle');
// Any constant does, as long as every starter uses the same: it serialises migrations of two processes.
const migrationLock = 7_202_611;
const lockPauseMs = 50;

/** Brings the database at `url` to the newest schema. Safe to run from several processes at once. */
export async function migrate(url: string): Promise<void> {
  const { db, sql: client, close } = createDatabase(url, { max: 1 });
  try {
    await takeLock(client);
    await indexAhead(client, folder);
    await runMigrations(db, { migrationsFolder: folder });
  } finally {
    await close();
  }
}

/** Asked again and again: who waits in a statement is waited for by an index that is made meanwhile. */
async function takeLock(client: Sql): Promise<void> {
  for (;;) {
    const [row] = await client<{ ours: boolean }[]>`select pg_try_advisory_lock(${migrationLock}) as ours`;
    if (row?.ours) return;
    await sleep(lockPauseMs);
  }
}

/** Whether every migration of this build has been applied. */
export async function migrationsAreCurrent(db: Executor): Promise<boolean> {
  const journal = JSON.parse(readFileSync(path.join(folder, 'meta/_journal.json'), 'utf8')) as {
    entries: { when: number }[];
  };
  const newest = journal.entries.at(-1)?.when ?? 0;
  const rows = await db.execute<{ newest: string | null }>(
    sql`select max(created_at) as newest from drizzle.__drizzle_migrations`,
  );
  return Number(rows[0]?.newest ?? 0) >= newest;
}
