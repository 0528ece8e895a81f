import { spawn } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { appPassword, appRole, testAppRole } from './app-role';
import { type Account, findAccount } from './embedded-account';
import {
  assertVersion,
  createCluster,
  findPrograms,
  openArchive,
  owner,
  type Programs,
  removeLeftovers,
} from './embedded-cluster';
import { openLog, readLog } from './embedded-log';
import { findPostmaster, type Postmaster, removeStalePidFile, stopPostmaster } from './embedded-postmaster';
import { archiveSettings, readArchive, segmentsOf } from './wal-archive';

export type EmbeddedOptions = {
  /** Holds the cluster in its folder `database`. */
  dataDir: string;
  /** Of the owner; set when the cluster is created, and needed from then on. */
  password: string;
  /** TCP port on 127.0.0.1; a free one when absent. */
  port?: number;
  /** For throw-away clusters: nothing is flushed to disk. */
  unsafe?: boolean;
  /** Those of another version than the build's. */
  programs?: Programs;
  /** More settings of Postgres, such as those of a recovery. */
  settings?: Record<string, string>;
  /** How long it is waited for; a minute when absent. */
  readyLimitMs?: number;
};

export type Embedded = {
  /** As the desk works with it: a role that owns nothing. */
  url: string;
  /** As the role that owns everything, for migrations alone. */
  ownerUrl: string;
  /** The database of test mode, as its process works with it and as the owner. */
  test: { url: string; ownerUrl: string };
  /** Directory of the Unix socket, about twice as quick as TCP; absent when its path is too long for one. */
  socket: string | undefined;
  /** Whether it was already running, left by a process that was killed or by one that is at work now. */
  found: boolean;
  stop: () => Promise<void>;
};

const database = 'coupon_desk';
const testDatabase = 'coupon_desk_test';
const socketPathLimit = 107;
const startAttempts = 20;
const usualReadyLimitMs = 60_000;
const answerLimitMs = 15_000;

/** Starts the embedded Postgres, making its cluster first when there is none, or joins the one that is running. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const cluster = path.join(options.dataDir, 'database');
  const programs = options.programs ?? (await findPrograms());
  // One that runs is of that version, too: it is left as it is.
  assertVersion(options.dataDir, cluster, programs);
  // A server that was found may be about to end: then it is started after all.
  for (let attempt = 1; ; attempt += 1) {
    const found = findPostmaster(cluster) !== undefined;
    if (!found) await launch(cluster, programs, options);
    const postmaster = await waitUntilReady(cluster, () => !findPostmaster(cluster), options.readyLimitMs);
    if (postmaster) {
      const embedded = describe(cluster, postmaster, options.password, found);
      if (await ensureDatabase(embedded, cluster, options.password)) return embedded;
    }
    if (attempt === startAttempts) throw new Error(`The embedded Postgres does not answer; see ${cluster}/server.log.`);
    await sleep(100);
  }
}

/** The embedded Postgres of `dataDir` when it is running; finding it does not stop it. */
export function findEmbedded(dataDir: string, password: string): Embedded | undefined {
  const cluster = path.join(dataDir, 'database');
  const postmaster = findPostmaster(cluster);
  return postmaster?.ready ? describe(cluster, postmaster, password, true) : undefined;
}

function describe(cluster: string, postmaster: Postmaster, password: string, found: boolean): Embedded {
  const urlOf = (role: string, secret: string, name = database) =>
    `postgres://${role}:${encodeURIComponent(secret)}@127.0.0.1:${postmaster.port}/${name}`;
  return {
    url: urlOf(appRole, appPassword(password)),
    ownerUrl: urlOf(owner, password),
    test: {
      url: urlOf(testAppRole, appPassword(password, testAppRole), testDatabase),
      ownerUrl: urlOf(owner, password, testDatabase),
    },
    socket: postmaster.socketDirectory,
    found,
    stop: () => stopPostmaster(cluster, postmaster.pid),
  };
}

async function launch(cluster: string, programs: Programs, options: EmbeddedOptions): Promise<void> {
  // Others may pass through, so that the account of Postgres reaches its own folder; nobody may look around.
  mkdirSync(options.dataDir, { recursive: true });
  if (process.getuid?.() === 0) chmodSync(options.dataDir, 0o711);
  removeLeftovers(cluster);
  const account = await findAccount(existsSync(cluster) ? cluster : options.dataDir, programs.initdb);
  if (!existsSync(path.join(cluster, 'PG_VERSION'))) await createCluster(cluster, programs.initdb, account, options);
  for (let attempt = 1; ; attempt += 1) {
    removeStalePidFile(cluster);
    const failure = await startPostgres(cluster, programs.postgres, account, options);
    if (!failure) return;
    // Both pass: a killed Postgres' last children end within moments, and another port is drawn for a taken one.
    const passing = /shared memory block|Address already in use|could not create any TCP/.test(failure);
    if (!passing || attempt === startAttempts) throw new Error(`The embedded Postgres did not start:\n${failure}`);
    await sleep(150);
  }
}

/** Resolves with nothing once Postgres is ready, and with what it wrote when it ended instead. */
async function startPostgres(cluster: string, program: string, account: Account, options: EmbeddedOptions) {
  const port = options.port ?? (await freePort());
  const socketFits = Buffer.byteLength(path.join(cluster, `.s.PGSQL.${port}`)) <= socketPathLimit;
  const archive = readArchive(options.dataDir);
  if (archive) openArchive(archive.folder, segmentsOf('', archive.id), account);
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: socketFits && process.platform !== 'win32' ? cluster : '',
    unix_socket_permissions: '0700',
    shared_buffers: '256MB',
    max_connections: options.unsafe ? 300 : 200,
    // Statements and row details can hold contacts and encrypted codes: the log has neither.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...(options.unsafe ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    ...(archive ? archiveSettings(archive) : {}),
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { file, args, ids } = account.command(program, ['-D', cluster, ...flags]);
  const logFile = path.join(cluster, 'server.log');
  const log = openLog(logFile, account);
  // Detached: Ctrl-C in the terminal must not stop it before the requests in flight have ended.
  const child = spawn(file, args, {
    ...ids,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log.descriptor, log.descriptor],
    // What copies its segments runs in its folder, where no module that our own options name would be found.
    env: { ...process.env, LC_MESSAGES: 'C', NODE_OPTIONS: '' },
  });
  closeSync(log.descriptor);
  const watch: { ended?: string } = {};
  child.once('error', (error) => {
    watch.ended = error.message;
  });
  child.once('exit', (code, signal) => {
    watch.ended = `${readLog(logFile, log.from)}(ended with ${code ?? signal})`;
  });
  child.unref();
  await waitUntilReady(cluster, () => watch.ended !== undefined, options.readyLimitMs);
  child.removeAllListeners();
  return watch.ended;
}

async function waitUntilReady(
  cluster: string,
  ended: () => boolean,
  readyLimitMs = usualReadyLimitMs,
): Promise<Postmaster | undefined> {
  const deadline = Date.now() + readyLimitMs;
  while (!ended()) {
    const postmaster = findPostmaster(cluster);
    if (postmaster?.ready) return postmaster;
    if (Date.now() > deadline) {
      throw new Error(
        `The embedded Postgres was not ready within ${readyLimitMs / 1000} s; see ${cluster}/server.log.`,
      );
    }
    await sleep(5);
  }
  return undefined;
}

/**
 * Makes the databases and the desk's roles where they are missing: a cluster of an earlier build has not all of them.
 * False when nobody answered. @throws when Postgres refused.
 */
async function ensureDatabase(embedded: Embedded, cluster: string, password: string): Promise<boolean> {
  const url = new URL(embedded.ownerUrl);
  url.pathname = '/postgres';
  const host = embedded.socket ? { host: embedded.socket } : {};
  const sql = postgres(url.href, { max: 1, connect_timeout: 5, onnotice: () => {}, ...host });
  // One that is killed meanwhile may leave a statement without an answer.
  const limit = setTimeout(() => void sql.end({ timeout: 0 }), answerLimitMs);
  try {
    for (const name of [database, testDatabase]) {
      const rows = await sql`select from pg_database where datname = ${name}`;
      if (rows.length === 0) await createOnce(sql, `create database ${name}`);
    }
    for (const role of [appRole, testAppRole] as const) {
      const rows = await sql`select from pg_roles where rolname = ${role}`;
      // A role's password is no parameter; this one is hexadecimal.
      const statement = `create role ${role} login password '${appPassword(password, role)}'`;
      if (rows.length === 0) await createOnce(sql, statement);
    }
    return true;
  } catch (error) {
    if (!(error instanceof postgres.PostgresError)) return false;
    if (error.code !== '28P01') throw error;
    throw new Error(`The password kept in secrets.json is not the one of the database in ${cluster}.`);
  } finally {
    clearTimeout(limit);
    await sql.end({ timeout: 1 });
  }
}

async function createOnce(sql: postgres.Sql, statement: string): Promise<void> {
  try {
    await sql.unsafe(statement);
  } catch (error) {
    // Another process that started at the same moment was first.
    const isThere = error instanceof postgres.PostgresError && ['42710', '42P04', '23505'].includes(error.code);
    if (!isThere) throw error;
  }
}

/** Not the one that the desk itself is about to take. */
async function freePort(): Promise<number> {
  const port = await new Promise<number>((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
  return String(port) === process.env.PORT ? freePort() : port;
}
