import type { PgDatabase } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsDatabase, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';
import { env } from '@/lib/env';

export type Database = PostgresJsDatabase & { $client: Sql };
/** What runs a query: the database or a transaction of it. */
export type Executor = PgDatabase<PostgresJsQueryResultHKT>;

export type OpenDatabase = { db: Database; sql: Sql; close: () => Promise<void> };

/** Opens a pool. A Unix socket directory is taken before TCP: twice as quick on short statements. */
export function createDatabase(url: string, options: { max?: number; socket?: string | undefined } = {}): OpenDatabase {
  const sql = postgres(url, {
    max: options.max ?? 5,
    ...(options.socket ? { host: options.socket } : {}),
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: 'coupon-desk' },
  });
  return { db: drizzle(sql, { casing: 'snake_case' }), sql, close: () => sql.end({ timeout: 5 }) };
}

const shared = globalThis as { couponDeskDatabase?: OpenDatabase };

/** The process's one pool. Next's bundle and the API lane load this module apart, so it hangs on `globalThis`. */
export function getDatabase(): Database {
  shared.couponDeskDatabase ??= createDatabase(env().DATABASE_URL, {
    max: env().DATABASE_POOL,
    socket: env().DATABASE_SOCKET,
  });
  return shared.couponDeskDatabase.db;
}

export async function closeDatabase(): Promise<void> {
  await shared.couponDeskDatabase?.close();
  delete shared.couponDeskDatabase;
}

/**
 * The bare postgres.js client under `db`, for the few statements where Drizzle's round trips cost too much.
 * @throws when `db` is a transaction: the statement would run outside of it.
 */
export function rawSql(db: Executor): Sql {
  const client = (db as Partial<Database>).$client;
  if (!client) throw new Error('A statement of its own cannot run inside a transaction.');
  return client;
}
