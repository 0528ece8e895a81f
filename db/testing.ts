import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { resetEnv } from '@/lib/core/env';
import { prepared } from '@/test/prepared';
import { closeDatabase, createDatabase, type OpenDatabase } from './client';

export type TestDatabase = OpenDatabase & { url: string };

/** The database of a test file, which is there from its first `beforeAll` on. `max` is the size of its pool. */
export const openTestDatabase = (options: { max?: number } = {}) => prepared(() => createTestDatabase(options));

/**
 * A fresh, migrated database of its own for one test file. It is also what `getDatabase()` gives in this process.
 * `close` drops it; `max` is the size of its pool.
 */
export async function createTestDatabase(options: { max?: number } = {}): Promise<TestDatabase> {
  const { url: serverUrl, socket, template } = inject('testServer');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(`create database ${name} template ${template} strategy file_copy`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await closeDatabase();
  process.env.DATABASE_URL = url.href;
  process.env.DATABASE_SOCKET = socket ?? '';
  resetEnv();
  const opened = createDatabase(url.href, { ...options, socket });
  return {
    ...opened,
    url: url.href,
    async close() {
      await closeDatabase();
      await opened.close();
      await onServer(`drop database ${name} with (force)`);
    },
  };

  async function onServer(statement: string): Promise<void> {
    const sql = postgres(serverUrl, { max: 1, onnotice: () => {}, ...(socket ? { host: socket } : {}) });
    try {
      await sql.unsafe(statement);
    } finally {
      await sql.end();
    }
  }
}

/** How many statements of this database wait for what another one holds. */
export async function countLockWaits({ sql }: Pick<OpenDatabase, 'sql'>): Promise<number> {
  const rows = await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  return rows.length;
}
