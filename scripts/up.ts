import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDatabase, directAddress } from '@/db/client';
import { type Embedded, findEmbedded, startEmbedded } from '@/db/embedded';
import { stopPostmasterNow } from '@/db/embedded-postmaster';
import { type KeptEmbedded, keepEmbedded } from '@/db/keep-embedded';
import { chooseArchive } from '@/db/wal-archive';
import { env } from '@/lib/core/env';
import { logger } from '@/lib/core/logger';
import { stopLimitMs, stopOnSignals } from '@/lib/platform/process/stop-on-signals';
import type { RunningServer } from '@/start-server';
import { ensureBuild } from './build';
import { needsDataDir, openDataDir, type PreparedSecrets, prepareSecrets } from './data-dir';
import { type DataLock, tryLock } from './data-lock';
import { adoptEmbedded } from './environment';
import { explain } from './explain';
import { isPortFree, takenPortMessage, wantedPort } from './port';
import { prepareDatabase } from './prepare-database';
import { prepareTestDatabase } from './test-database';

// A killed launcher's server needs a moment to notice and to end; only then is the answer final.
const predecessorLimitMs = 4_000;
/** Longer than requests are waited for, and short enough that the database is stopped before the process has to end. */
const closeLimitMs = 18_000;

// Promises, so that a stop in the middle of the start waits for what has begun and ends it too.
const running: {
  lock?: DataLock;
  embedded?: Promise<Embedded>;
  kept?: KeptEmbedded;
  server?: Promise<RunningServer>;
  testDatabase?: Promise<unknown>;
} = {};
const leaving = new AbortController();
let stopping = false;
/** Requests are still taken for a while; before the server there is nothing to wait for, and no settings are checked. */
const stayMs = () => (running.server ? env().STOP_DELAY_MS : 0);

async function up(): Promise<void> {
  const port = wantedPort();
  const host = process.env.HOST || undefined;
  const secrets = needsDataDir() ? await takeDataDir() : undefined;
  if (port !== 0 && !(await isPortFree(port, host))) throw new Error(takenPortMessage(port));
  await ensureBuild();
  if (stopping) return;
  if (!process.env.DATABASE_URL) {
    const options = { dataDir: openDataDir(), password: secrets?.password ?? '' };
    const isChanged = chooseArchive(options.dataDir, process.env.WAL_ARCHIVE);
    // Left by a desk that was killed; whether it archives is set at its start.
    if (isChanged) await findEmbedded(options.dataDir, options.password)?.stop();
    running.embedded = startEmbedded(options);
    const embedded = await running.embedded;
    adoptEmbedded(embedded);
    if (stopping) return;
    running.kept = keepEmbedded(embedded, options, {
      say: (fields, message) => logger.error(fields, message),
      giveUp(reason) {
        console.error(`\nThe embedded Postgres ended and cannot be started again:\n${reason}\n`);
        stop('the embedded Postgres cannot be started again', 1);
      },
    });
  }
  const ownerUrl = (await running.embedded)?.ownerUrl;
  const [first, { startServer }] = await Promise.all([prepareFirst(ownerUrl, secrets?.keep), import('@/start-server')]);
  if (stopping) return;
  running.server = startServer({
    port,
    host,
    giveUp(reason) {
      console.error(`\nA process of Coupon Desk ends again and again:\n${reason}\n`);
      stop('a process ends again and again', 1);
    },
  });
  announce((await running.server).port, first);
  // Nobody waits for it: until it is done, test mode says so.
  running.testDatabase = prepareTestDatabase((await running.embedded)?.test.ownerUrl, leaving.signal);
}

async function takeDataDir(): Promise<PreparedSecrets> {
  const dataDir = openDataDir();
  const deadline = Date.now() + predecessorLimitMs;
  for (;;) {
    const lock = tryLock(dataDir, 'up');
    if ('release' in lock) {
      running.lock = lock;
      return prepareSecrets(dataDir);
    }
    if (Date.now() > deadline) {
      throw new Error(
        `Coupon Desk already runs on ${dataDir} (process ${lock.pid}). Stop that one, or use other data: DATA_DIR=./other PORT=3001 npm run up`,
      );
    }
    await sleep(100);
  }
}

type FirstStart = { admin?: { email: string; password: string }; apiKey?: string };

async function prepareFirst(ownerUrl?: string, keepSecrets?: () => void): Promise<FirstStart> {
  const { url, socket } = directAddress();
  await prepareDatabase(url, ownerUrl);
  // Only now: the database has accepted the keys.
  keepSecrets?.();
  const { prepareFirstStart } = await import('@/lib/demo/prepare-first-start');
  const { db, close } = createDatabase(url, { max: 1, socket });
  try {
    const { ADMIN_EMAIL: adminEmail, ADMIN_PASSWORD: adminPassword } = process.env;
    return await prepareFirstStart(db, {
      ...(adminEmail ? { adminEmail } : {}),
      ...(adminPassword ? { adminPassword } : {}),
      demo: process.env.DEMO !== 'false',
    });
  } finally {
    await close();
  }
}

function announce(port: number, first: FirstStart): void {
  const started = Number(process.env.COUPON_DESK_STARTED ?? Date.now());
  const lines = [
    '',
    `Coupon Desk is ready in ${((Date.now() - started) / 1000).toFixed(1)} s`,
    '',
    `  Address   ${process.env.PUBLIC_URL ?? `http://localhost:${port}`}`,
    ...(first.admin
      ? [
          `  Email     ${first.admin.email}`,
          `  Password  ${process.env.ADMIN_PASSWORD ? 'the one of ADMIN_PASSWORD' : first.admin.password}`,
        ]
      : ['  Sign-in   as printed on the first start']),
    ...(first.apiKey ? [`  API key   ${first.apiKey}`] : []),
    ...(first.admin || first.apiKey
      ? ['', 'These are shown this once. Ctrl-C stops everything.']
      : ['', 'Ctrl-C stops everything.']),
    '',
  ];
  console.log(lines.join('\n'));
}

/** @throws when the server takes too long to start or to close: what it still waits for ends with its database */
async function closeInTime(reason: string): Promise<void> {
  const limitMs = closeLimitMs + stayMs();
  const limit = new AbortController();
  const tooLate = sleep(limitMs, undefined, { signal: limit.signal }).then(() => {
    throw new Error(`The server did not close within ${limitMs / 1000} s.`);
  });
  const closed = running.server?.catch(() => undefined).then((server) => server?.close(reason));
  await Promise.race([closed, tooLate]).finally(() => limit.abort());
}

/** The database comes last, and is stopped whatever became of the server. */
async function down(reason: string): Promise<void> {
  stopping = true;
  leaving.abort();
  try {
    await running.testDatabase?.catch(() => undefined);
    await closeInTime(reason);
  } finally {
    const embedded = await running.embedded?.catch(() => undefined);
    await (running.kept ?? embedded)?.stop();
    running.lock?.release();
  }
}

// However it leaves, it leaves no Postgres behind.
const stop = stopOnSignals(down, {
  limitMs: () => stopLimitMs + stayMs(),
  leaving: () => running.embedded && stopPostmasterNow(path.join(openDataDir(), 'database')),
});
try {
  await up();
} catch (error) {
  if (!stopping) console.error(`\n${explain(error)}\n`);
  stop('the start failed', 1);
}
