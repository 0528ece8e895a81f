import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { closeDatabase, createDatabase, type OpenDatabase } from '@/db/client';
import { type Embedded, startEmbedded } from '@/db/embedded';
import { findPostmaster } from '@/db/embedded-postmaster';
import { makeScratchDir } from '@/db/scratch-dir';
import { chooseArchive, readArchive, segmentsOf } from '@/db/wal-archive';
import { resetEnv } from '@/lib/core/env';
import { readSalePin } from '@/lib/domain/sales/pins/read-sale-pin';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeBuyer, makeStock, order } from '@/lib/domain/sales/sales/testing';
import { chainAudit } from '@/lib/platform/audit/chain-audit';
import { systemContext } from '@/lib/platform/context/context';
import { resetKeyring } from '@/lib/platform/keys/keyring';
import { findSecrets, prepareSecrets } from '../data-dir';
import { type DataLock, tryLock } from '../data-lock';
import { checkWalArchive } from '../doctor/check-wal-archive';
import { prepareDatabase } from '../prepare-database';
import { backUp, type Made } from './back-up';
import { chooseBackup, listBackups, type PointInTime, planRecovery, readPoint } from './point-in-time';
import { pruneBackups } from './prune-backups';
import { openBackup, restore } from './restore';
import { verifyBackup } from './verify';
import { listSegments } from './wal-segments';

const passphrase = 'correct horse battery staple';
// Whole databases are made, copied and restored, which takes its time where others share the disk.
const limitMs = 180_000;
let dataDir: string;
let archive: string;
let lock: DataLock;
let embedded: Embedded;
let database: OpenDatabase;
let made: Made;

const optionsBefore = process.env.NODE_OPTIONS ?? '';
const scratch = () => makeScratchDir('coupon-desk-wal-');
const isolated = ['NEXTAUTH_SECRET', 'SEALING_KEY', 'DIGEST_KEY', 'DATABASE_URL', 'DATABASE_SOCKET', 'AUDIT_HEAD_FILE'];

function adopt(): void {
  Object.assign(process.env, { DATABASE_URL: embedded.url, DATABASE_SOCKET: '' });
  resetEnv();
  resetKeyring();
}

async function start(): Promise<void> {
  embedded = await startEmbedded({ dataDir, password: findSecrets(dataDir) ?? '', unsafe: true });
  adopt();
  database = createDatabase(embedded.url, { max: 5 });
}

beforeAll(async () => {
  [dataDir, archive] = [await scratch(), await scratch()];
  await closeDatabase();
  for (const name of isolated) process.env[name] = '';
  // No module of this name is found from the folder in which Postgres copies its segments.
  process.env.NODE_OPTIONS = '--import tsx';
  process.env.DATA_DIR = dataDir;
  prepareSecrets(dataDir);
  lock = tryLock(dataDir, 'up') as DataLock;
  chooseArchive(dataDir, archive);
  await start();
  await prepareDatabase(embedded.url, embedded.ownerUrl);
  made = await makeBackup(new Date('2026-01-01T00:00:00Z'));
}, limitMs);
afterAll(async () => {
  await database.close();
  await embedded.stop();
  lock.release();
  for (const folder of [dataDir, archive]) rmSync(folder, { recursive: true, force: true });
  process.env.DATABASE_URL = inject('testServer').url;
  process.env.NODE_OPTIONS = optionsBefore;
  resetEnv();
  resetKeyring();
});

const segments = () => segmentsOf(archive, readArchive(dataDir)?.id ?? '');

async function askOwner<T>(statement: string, url = embedded.ownerUrl): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql.unsafe<{ answer: T }[]>(statement);
    return row?.answer as T;
  } finally {
    await sql.end();
  }
}

const plan = (at: PointInTime) => planRecovery(made.folder, made.manifest, at);
const readClock = async () => new Date(await askOwner<string>('select clock_timestamp()::text as answer'));

async function archiveAll(): Promise<void> {
  const segment = await askOwner<string>('select pg_walfile_name(pg_switch_wal()) as answer');
  await expect.poll(() => existsSync(path.join(segments(), `${segment}.gz`))).toBe(true);
}

async function makeBackup(now: Date): Promise<Made> {
  process.env.DATABASE_URL = '';
  try {
    return await backUp(archive, passphrase, now);
  } finally {
    adopt();
  }
}

/** What is in the database once it was restored to a moment. */
async function restoredTo<T>(at: PointInTime, look: (opened: OpenDatabase, url: string) => Promise<T>): Promise<T> {
  const restored = await scratch();
  const folder = chooseBackup(archive, at);
  const opened = openBackup(folder, passphrase);
  await restore(opened, restored, undefined, planRecovery(folder, opened.manifest, at));
  expect(readdirSync(restored).toSorted()).toEqual(expect.arrayContaining(['database', 'secrets.json']));
  expect(existsSync(path.join(restored, 'restoring'))).toBe(false);
  const copy = await startEmbedded({ dataDir: restored, password: findSecrets(restored) ?? '', unsafe: true });
  const database = createDatabase(copy.url, { max: 1 });
  try {
    return await look(database, copy.ownerUrl);
  } finally {
    await database.close();
    await copy.stop();
    rmSync(restored, { recursive: true, force: true });
  }
}

it(
  'restores to a moment: what was sold before is there with its PIN, and what came later is not',
  async () => {
    const [stock, buyer] = [
      await makeStock(database.db, 20, { amountPaisa: 200_000 }),
      await makeBuyer(database.db, 10_000_000),
    ];
    expect(made.manifest.archive).toMatchObject({ id: readArchive(dataDir)?.id });
    const before = await sell(buyer, order(stock));
    await chainAudit(systemContext(database.db, 'tests'));
    const moment = await readClock();
    const after = await sell(buyer, order(stock));
    await archiveAll();

    const count = (id: number) => `select count(*)::int as answer from sales where id = ${id}`;
    await restoredTo(moment, async (opened, url) => {
      expect(await readSalePin(opened.db, before.sale.id)).toBe(before.pin);
      expect(await askOwner(count(after.sale.id), url)).toBe(0);
    });
  },
  limitMs,
);

it(
  'says in words which moments cannot be restored, and which can',
  async () => {
    const early = new Date(new Date(made.manifest.archive?.endedAt ?? 0).getTime() - 1);
    await askOwner('create table written (n int)');
    await archiveAll();
    await askOwner('insert into written values (1)');
    const quiet = await readClock();
    await archiveAll();
    const range = /cannot be restored\. Possible is 20\d\d-.*Z to 20\d\d-.*Z\. Nothing was changed/;
    expect(() => plan(early)).toThrow(range);
    expect(() => plan(new Date(Date.now() + 60_000))).toThrow(range);
    expect(() => chooseBackup(archive, new Date('2025-01-01T00:00:00Z'))).toThrow(range);
    // After the last transaction and before its segment was archived: only Postgres knows.
    await expect(restoredTo(quiet, async () => undefined)).rejects.toThrow(range);
    const lost = [...listSegments(segments()).keys()].at(-2);
    renameSync(path.join(segments(), `${lost}.gz`), path.join(archive, 'lost'));
    expect(() => plan('latest')).toThrow(`lacks the segment ${lost}. Possible is`);
    renameSync(path.join(archive, 'lost'), path.join(segments(), `${lost}.gz`));
    expect(() => readPoint('2026-11-29T02:30:00')).toThrow('a time with its zone');
    expect(readPoint('2026-11-29T02:30:00+05:45')).toEqual(new Date('2026-11-28T20:45:00Z'));
  },
  limitMs,
);

it(
  'loses no segment when Postgres and the copy are killed in the middle',
  async () => {
    await askOwner('create table kept (n int, filler text)');
    for (let round = 1; round <= 2; round += 1) {
      await askOwner(`insert into kept select ${round}, repeat(md5(n::text), 40) from generate_series(1, 5000) n`);
      // Waits for nothing: the archiver is at work, or has not begun, when everything is killed.
      await askOwner('select pg_switch_wal()');
      const pid = findPostmaster(path.join(dataDir, 'database'))?.pid ?? 0;
      await database.close();
      for (const one of [...childrenOf(pid).flatMap(childrenOf), pid]) process.kill(one, 'SIGKILL');
      await start();
    }
    await archiveAll();
    const counts = 'select json_agg(c order by n) as answer from (select n, count(*)::int from kept group by n) c';
    await restoredTo('latest', async (_opened, url) => {
      // Its WAL is of another history, so that it is never taken for that of the first.
      expect(await askOwner('select timeline_id as answer from pg_control_checkpoint()', url)).toBe(2);
      expect(await askOwner(counts, url)).toEqual([1, 2].map((n) => ({ n, count: 5_000 })));
    });
  },
  limitMs,
);

it(
  'verifies a backup with all WAL of its archive',
  async () => {
    const kept = { ...process.env };
    const verified = await verifyBackup(openBackup(made.folder, passphrase), archive, plan('latest'));
    Object.assign(process.env, kept);
    adopt();
    expect(verified).toMatchObject({ problems: [] });
  },
  limitMs,
);

/** Of a process on Linux; what a shell started for Postgres is below the archiver. */
function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

it(
  'prunes old backups, and the WAL that none of those kept needs',
  async () => {
    const { folder, manifest } = await makeBackup(new Date('2026-01-02T00:00:00Z'));
    // Without anything in it a segment is not left.
    await askOwner('create table written_since (n int)');
    await archiveAll();
    const pruned = pruneBackups(archive, 1);
    expect(pruned.backups).toBe(1);
    expect(pruned.segments).toBeGreaterThan(0);
    expect([...listSegments(segments()).keys()][0]).toBe(manifest.archive?.firstSegment);
    expect(() => planRecovery(folder, manifest, 'latest')).not.toThrow();
    expect(chooseBackup(archive, 'latest')).toBe(folder);
  },
  limitMs,
);

it(
  'refuses a moment at which the database has a key that the backup lacks, and leaves nothing',
  async () => {
    const ring = `2:${Buffer.alloc(32, 'f').toString('base64')},1:${process.env.SEALING_KEY}`;
    const use = (keys: string) => {
      process.env.SEALING_KEYS = keys;
      adopt();
    };
    try {
      use(ring);
      await prepareDatabase(embedded.url, embedded.ownerUrl);
      const [stock, buyer] = [
        await makeStock(database.db, 1, { amountPaisa: 200_000 }),
        await makeBuyer(database.db, 10_000_000),
      ];
      const sold = await sell(buyer, order(stock));
      await archiveAll();

      use('');
      const [folder, place] = [chooseBackup(archive, 'latest'), await scratch()];
      const opened = openBackup(folder, passphrase);
      const recovery = planRecovery(folder, opened.manifest, 'latest');
      const refused = await restore(opened, place, undefined, recovery).then(
        () => '',
        (error: Error) => error.message,
      );
      expect(refused).toMatch(/encryption key 2, which was added at .* Nothing was changed\.$/);
      expect(readdirSync(place)).toEqual([]);
      const kept = { ...process.env };
      await expect(verifyBackup(opened, place, recovery)).rejects.toThrow('encryption key 2');
      Object.assign(process.env, kept);
      expect(readdirSync(place)).toEqual([]);
      rmSync(place, { recursive: true });

      const before = new Date(/added at (\S+)/.exec(refused)?.[1] ?? 0);
      const count = `select count(*)::int as answer from sales where id = ${sold.sale.id}`;
      await restoredTo(before, async (_opened, url) => expect(await askOwner(count, url)).toBe(0));
      // Keys that were kept elsewhere do.
      use(ring);
      await restoredTo('latest', async ({ db }) => expect(await readSalePin(db, sold.sale.id)).toBe(sold.pin));
    } finally {
      use('');
    }
  },
  limitMs,
);

it('lets the doctor say when no backup begins the archive, and when a segment is not archived', async () => {
  const look = () => checkWalArchive(dataDir, { url: embedded.url, socket: undefined });
  expect(await look()).toMatchObject([{ level: 'ok', said: `The WAL is archived into ${archive}.` }]);
  const moved = path.join(archive, 'moved');
  const [last = ''] = listBackups(archive).slice(-1);
  renameSync(path.join(archive, last), moved);
  expect(await look()).toMatchObject([{ level: 'warning', fix: 'npm run backup' }]);
  renameSync(moved, path.join(archive, last));
  expect(await checkWalArchive(await scratch(), { url: embedded.url, socket: undefined })).toEqual([]);

  await askOwner('create table not_archived (n int)');
  const segment = await askOwner<string>('select pg_walfile_name(pg_current_wal_insert_lsn()) as answer');
  const blocked = path.join(segments(), `${segment}.gz`);
  writeFileSync(blocked, gzipSync('of another database'));
  chmodSync(blocked, 0o644);
  await askOwner('select pg_switch_wal()');
  await expect.poll(async () => (await look())[0]?.level).toBe('wrong');
  rmSync(blocked);
});
