import type { PgDatabase } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsDatabase, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';
import { env } from '@/lib/core/env';
import { arrayTypes } from './array-types';

export type Database = PostgresJsDatabase & { $client: Sql };
/** What runs a query: the database or a transaction of it. */
export type Executor = PgDatabase<PostgresJsQueryResultHKT>;

export type OpenDatabase = { db: Database; sql: Sql; close: () => Promise<void> };

type Shared = { couponDeskDatabase?: OpenDatabase; couponDeskHotClients?: WeakMap<Sql, Sql> };

/** Next's bundle and the API lane load this module separately, so the process's single instances are on `globalThis`. */
const shared = globalThis as Shared;
shared.couponDeskHotClients ??= new WeakMap();
const hotClients = shared.couponDeskHotClients;
const hotConnections = 4;

/**
 * Opens a pool, and next to it a few connections for `hotSql`, opened when they are first needed. A Unix socket directory
 * is preferred to TCP: twice as quick on short statements.
 */
export function createDatabase(url: string, options: { max?: number; socket?: string | undefined } = {}): OpenDatabase {
  const open = (max: number, settings = {}) =>
    postgres(url, {
      max,
      ...(options.socket ? { host: options.socket } : {}),
      connect_timeout: 10,
      onnotice: () => {},
      fetch_types: false,
      types: arrayTypes,
      connection: { application_name: 'coupon-desk', ...settings },
    });
  const sql = open(options.max ?? 5);
  // A plan made while a table is empty would read all of it for as long as the plan is kept. What has no index is read so
  // all the same, and before Postgres 18 that cost is high enough to compile the statement each time.
  const hot = open(hotConnections, { plan_cache_mode: 'force_generic_plan', enable_seqscan: 'off', jit: 'off' });
  hotClients.set(sql, hot);
  return {
    db: drizzle(sql, { casing: 'snake_case' }),
    sql,
    close: async () => {
      await Promise.all([sql.end({ timeout: 5 }), hot.end({ timeout: 5 })]);
    },
  };
}

/** The process's one pool. */
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

export const isTransaction = (db: Executor): boolean => !('$client' in db);

/**
 * The bare postgres.js client under `db`, for the few statements where Drizzle's round trips cost too much.
 * @throws when `db` is a transaction: the statement would run outside of it.
 */
export function rawSql(db: Executor): Sql {
  const client = (db as Partial<Database>).$client;
  if (!client) throw new Error('A statement of its own cannot run inside a transaction.');
  return client;
}

/**
 * A client for long statements that run all day: its connections plan each once, which takes longer than to run it. Not for
 * statements whose plan depends on the values, such as `like`.
 * @throws when `db` is a transaction
 */
export function hotSql(db: Executor): Sql {
  const hot = hotClients.get(rawSql(db));
  if (!hot) throw new Error('This database was not opened by createDatabase.');
  return hot;
}
