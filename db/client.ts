import type { PgDatabase } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsDatabase, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';
import { env } from '@/lib/core/env';
import { arrayTypes } from './array-types';
import { limitEach } from './limit-each';
import type { DatabaseAddress } from './pooler';
import { traceStatements } from './trace-statements';

export type Database = PostgresJsDatabase & { $client: Sql };
/** What runs a query: the database or a transaction of it. */
export type Executor = PgDatabase<PostgresJsQueryResultHKT>;

export type OpenDatabase = { db: Database; sql: Sql; close: () => Promise<void> };

/** What Postgres ends by itself, in milliseconds: 0 is never. */
export type Waits = { statementMs: number; jobStatementMs: number; lockMs: number; idleTransactionMs: number };

type Options = {
  max?: number;
  socket?: string | undefined;
  waits?: Partial<Waits>;
  /** Whether a pooler is in between, which gives each transaction another session. */
  pooled?: boolean;
};

/** The pools next to the one that `createDatabase` gives, each for what should not wait for the others. */
type Lanes = Record<'hot' | 'hotReads', Sql> & Record<'sales' | 'patient' | 'reads' | 'jobs', Database>;
type Shared = {
  couponDeskDatabase?: OpenDatabase;
  couponDeskTestDatabase?: OpenDatabase;
  couponDeskLanes?: WeakMap<Sql, Lanes>;
};

/** Next's bundle and the API lane load this module separately, so the process's single instances are on `globalThis`. */
const shared = globalThis as Shared;
shared.couponDeskLanes ??= new WeakMap();
const lanes = shared.couponDeskLanes;

// A plan made while a table is empty would read all of it for as long as the plan is kept. What has no index is read so
// all the same, and before Postgres 18 that cost is high enough to compile the statement each time.
const plannedOnce = { plan_cache_mode: 'force_generic_plan', enable_seqscan: 'off', jit: 'off' };
// A peer that is gone without a word is noticed by Postgres within half a minute, and its locks with it. Not over a socket.
const keepAlives = { tcp_keepalives_idle: 10, tcp_keepalives_interval: 5, tcp_keepalives_count: 3 };
const seldomUsed = { idle_timeout: 60 };
/** What skips the rows that others hold waits for nothing else either. */
const eagerLockMs = 1_000;
export const patientConnections = 3;

type Pool = {
  max: number;
  socket: string | undefined;
  limits?: Record<string, number>;
  settings?: object;
  idle_timeout?: number;
  pooled?: boolean;
};

function openPool(url: string, { max, socket, limits = {}, settings, pooled = false, ...rest }: Pool): Sql {
  // A pooler refuses what it does not know of a start, and gives a prepared statement to somebody else.
  const ofSession = pooled ? {} : { ...keepAlives, ...limits, ...settings };
  const sql = postgres(url, {
    max,
    ...(socket ? { host: socket } : {}),
    // A database that is down is asked again soon. Longer than a busy machine keeps this process from its answer.
    connect_timeout: 5,
    backoff: () => 0.1,
    keep_alive: 10,
    onnotice: () => {},
    fetch_types: false,
    types: arrayTypes,
    prepare: !pooled,
    connection: { application_name: 'coupon-desk', ...ofSession },
    ...rest,
  });
  const followed = traceStatements(sql);
  return pooled ? limitEach(followed, limits) : followed;
}

/**
 * Opens a pool and, each connection when it is first needed, the pools of its lanes. A Unix socket directory is preferred
 * to TCP: twice as quick on short statements.
 */
export function createDatabase(url: string, options: Options = {}): OpenDatabase {
  const { max = 5, pooled = false } = options;
  const { statementMs = 0, lockMs = 0, idleTransactionMs = 0 } = options.waits ?? {};
  const limits = {
    statement_timeout: statementMs,
    lock_timeout: lockMs,
    idle_in_transaction_session_timeout: idleTransactionMs,
  };
  // Drizzle has its clients give instants as text: what is asked of one that it does not know gives them as dates.
  const openBare = (most: number, { limits: own = {}, ...rest }: Partial<Pool> = {}) =>
    openPool(url, { socket: options.socket, pooled, max: most, limits: { ...limits, ...own }, ...rest });
  const open = (most: number, more: Partial<Pool> = {}) => drizzle(openBare(most, more), { casing: 'snake_case' });
  const main = open(max);
  const eager = { lock_timeout: lockMs === 0 ? eagerLockMs : Math.min(lockMs, eagerLockMs) };
  const next: Lanes = {
    hot: openBare(3, { settings: plannedOnce, limits: eager }),
    hotReads: openBare(4, { settings: plannedOnce }),
    sales: open(2, { limits: eager }),
    patient: open(patientConnections, { settings: plannedOnce, ...seldomUsed }),
    reads: open(max),
    jobs: open(3, { limits: { statement_timeout: options.waits?.jobStatementMs ?? statementMs }, ...seldomUsed }),
  };
  const all = [main, ...Object.values(next)].map((pool) => ('$client' in pool ? pool.$client : pool));
  for (const client of all) lanes.set(client, next);
  return {
    db: main,
    sql: main.$client,
    close: async () => {
      await Promise.all(all.map((client) => client.end({ timeout: 5 })));
    },
  };
}

/** The process's one pool. */
export function getDatabase(): Database {
  shared.couponDeskDatabase ??= createDatabase(env().DATABASE_URL, {
    max: env().DATABASE_POOL,
    socket: env().DATABASE_SOCKET,
    pooled: isPooled(),
    waits: waitsOfServer(),
  });
  return shared.couponDeskDatabase.db;
}

/** The database of test mode, for what a desk of live data does in it: makes and revokes test keys. Null where there is none. */
export function getTestDatabase(): Database | null {
  const { TEST_MODE_DATABASE_URL: url, TEST_MODE_DATABASE_SOCKET: socket } = env();
  if (url === undefined) return null;
  shared.couponDeskTestDatabase ??= createDatabase(url, { max: 1, socket, waits: waitsOfServer() });
  return shared.couponDeskTestDatabase.db;
}

/** What the settings say of waits; `runCommand` of the scripts takes them away. */
export function waitsOfServer(): Waits {
  const given = env();
  return {
    statementMs: given.DATABASE_STATEMENT_TIMEOUT_MS,
    jobStatementMs: given.DATABASE_JOB_STATEMENT_TIMEOUT_MS,
    lockMs: given.DATABASE_LOCK_TIMEOUT_MS,
    idleTransactionMs: given.DATABASE_IDLE_TRANSACTION_TIMEOUT_MS,
  };
}

const isPooled = (): boolean => env().DATABASE_POOLER === 'transaction';

/** Where a session keeps one process of the server, as `LISTEN`, locks of a session and migrations need it. */
export function directAddress(): DatabaseAddress {
  const { DATABASE_DIRECT_URL: direct, DATABASE_URL: url, DATABASE_SOCKET: socket } = env();
  return isPooled() && direct ? { url: direct } : { url, socket };
}

/** One connection to the process's database that keeps its session, apart from all pools. */
export function openDirect(): Database {
  const { url, socket } = directAddress();
  return drizzle(openPool(url, { socket, max: 1 }), { casing: 'snake_case' });
}

/** One connection to the process's database, apart from all pools. */
export function openAlone(url?: string): Database {
  const { DATABASE_URL: own, DATABASE_SOCKET: socket } = env();
  return drizzle(openPool(url ?? own, { socket: url === undefined ? socket : undefined, pooled: isPooled(), max: 1 }), {
    casing: 'snake_case',
  });
}

export async function closeDatabase(): Promise<void> {
  await Promise.all([shared.couponDeskDatabase?.close(), shared.couponDeskTestDatabase?.close()]);
  delete shared.couponDeskDatabase;
  delete shared.couponDeskTestDatabase;
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

function lanesOf(db: Executor): Lanes {
  const found = lanes.get(rawSql(db));
  if (!found) throw new Error('This database was not opened by createDatabase.');
  return found;
}

/**
 * A client for long statements that run all day: its connections plan each once, which takes longer than to run it. Not for
 * statements whose plan depends on the values, such as `like`, nor for those that wait for a row: they end after a second.
 * @throws when `db` is a transaction
 */
export const hotSql = (db: Executor): Sql => lanesOf(db).hot;

/** As `hotSql`, for what only reads: it goes on while everything that writes waits. @throws when `db` is a transaction */
export const hotReadSql = (db: Executor): Sql => lanesOf(db).hotReads;

/** For purchases, which skip what others hold. @throws when `db` is a transaction */
export const salesDatabase = (db: Executor): Database => lanesOf(db).sales;

/**
 * For what waits for rows that others hold, as long as the settings let it: its few connections are apart from all that does not.
 * @throws when `db` is a transaction
 */
export const patientDatabase = (db: Executor): Database => lanesOf(db).patient;

/** For requests that read: they find a connection while all that write are waiting. A transaction stays itself. */
export const readsOf = (db: Executor): Executor => (isTransaction(db) ? db : lanesOf(db).reads);

/** For background work, whose statements can take minutes. */
export const jobsDatabase = (db: Executor): Database => lanesOf(db).jobs;
