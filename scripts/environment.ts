import { setTimeout as sleep } from 'node:timers/promises';
import { closeDatabase } from '@/db/client';
import { type Embedded, findEmbedded, startEmbedded } from '@/db/embedded';
import { findSecrets, needsDataDir, openDataDir, prepareSecrets } from './data-dir';
import { type DataLock, tryLock } from './data-lock';
import { explain } from './explain';
import { prepareDatabase } from './prepare-database';

export type Environment = { databaseUrl: string; ownerUrl?: string; testOwnerUrl?: string; close: () => Promise<void> };

const waitLimitMs = 120_000;

/**
 * Sets `process.env` for a command and makes sure the database answers: the one of DATABASE_URL, that of a running `up`,
 * or the embedded one, started (and migrated) here and stopped by `close`.
 */
export async function openEnvironment(): Promise<Environment> {
  if (!needsDataDir()) return { databaseUrl: process.env.DATABASE_URL ?? '', close: closeDatabase };
  const dataDir = openDataDir();
  const deadline = Date.now() + waitLimitMs;
  for (;;) {
    const lock = tryLock(dataDir, 'command');
    if ('release' in lock) return ownEnvironment(dataDir, lock);
    if (lock.by === 'up') {
      const joined = joinEnvironment(dataDir);
      if (joined) return joined;
    }
    if (Date.now() > deadline)
      throw new Error(`${dataDir} is in use by process ${lock.pid}, and no database answers there.`);
    await sleep(100);
  }
}

async function ownEnvironment(dataDir: string, lock: DataLock): Promise<Environment> {
  try {
    const { password, keep } = prepareSecrets(dataDir);
    if (process.env.DATABASE_URL) {
      await prepareDatabase(process.env.DATABASE_URL);
      keep();
      lock.release();
      return { databaseUrl: process.env.DATABASE_URL, close: closeDatabase };
    }
    const embedded = await startEmbedded({ dataDir, password });
    adoptEmbedded(embedded);
    await prepareDatabase(embedded.url, embedded.ownerUrl);
    return {
      databaseUrl: embedded.url,
      ownerUrl: embedded.ownerUrl,
      testOwnerUrl: embedded.test.ownerUrl,
      async close() {
        await closeDatabase();
        await embedded.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function joinEnvironment(dataDir: string): Environment | undefined {
  const password = findSecrets(dataDir);
  if (!password) return undefined;
  const url = process.env.DATABASE_URL;
  if (url) return { databaseUrl: url, close: closeDatabase };
  const embedded = findEmbedded(dataDir, password);
  if (!embedded) return undefined;
  adoptEmbedded(embedded);
  const testOwnerUrl = embedded.test.ownerUrl;
  return { databaseUrl: embedded.url, ownerUrl: embedded.ownerUrl, testOwnerUrl, close: closeDatabase };
}

/** Lets the rest of the process find the embedded database as it would any other. */
export function adoptEmbedded(embedded: Embedded): void {
  process.env.DATABASE_URL = embedded.url;
  process.env.DATABASE_SOCKET = embedded.socket ?? '';
  process.env.TEST_MODE_DATABASE_URL = embedded.test.url;
  process.env.TEST_MODE_DATABASE_SOCKET = embedded.socket ?? '';
}

/** Runs a command in its environment; ends the process with 1 and one plain message when it fails. */
export async function runCommand(work: (environment: Environment) => Promise<void>): Promise<void> {
  waitAsLongAsItTakes();
  goWithoutPooler();
  try {
    const environment = await openEnvironment();
    try {
      await work(environment);
    } finally {
      await environment.close();
    }
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}

/** A command holds locks and transactions for as long as it takes, which a pooler would give to others. */
function goWithoutPooler(): void {
  const { DATABASE_POOLER, DATABASE_DIRECT_URL } = process.env;
  if (DATABASE_POOLER !== 'transaction' || !DATABASE_DIRECT_URL) return;
  process.env.DATABASE_URL = DATABASE_DIRECT_URL;
  process.env.DATABASE_POOLER = '';
}

/** A command has one thing to do, and nobody waits for a page meanwhile: its statements can take minutes. */
function waitAsLongAsItTakes(): void {
  process.env.DATABASE_STATEMENT_TIMEOUT_MS = '0';
  process.env.DATABASE_LOCK_TIMEOUT_MS = '0';
  process.env.DATABASE_IDLE_TRANSACTION_TIMEOUT_MS = '0';
}
