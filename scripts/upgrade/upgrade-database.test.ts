import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { closeDatabase, createDatabase } from '@/db/client';
import { type Embedded, startEmbedded } from '@/db/embedded';
import { findPrograms, readClusterVersion, upgradeNote, upgradePlace } from '@/db/embedded-cluster';
import { makeScratchDir } from '@/db/scratch-dir';
import { chooseArchive, readArchive } from '@/db/wal-archive';
import { resetEnv } from '@/lib/core/env';
import { readSalePin } from '@/lib/domain/sales/pins/read-sale-pin';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeBuyer, makeStock, order } from '@/lib/domain/sales/sales/testing';
import { chainAudit } from '@/lib/platform/audit/chain-audit';
import { systemContext } from '@/lib/platform/context/context';
import { enqueue } from '@/lib/platform/jobs/queue';
import { resetKeyring } from '@/lib/platform/keys/keyring';
import { findSecrets, prepareSecrets } from '../data-dir';
import { adoptEmbedded } from '../environment';
import { prepareDatabase } from '../prepare-database';
import { clearUpgrade } from './clear-upgrade';
import { copyDatabase } from './copy-database';
import { findEarlierPrograms } from './earlier-programs';
import { upgradeDatabase } from './upgrade-database';

// A folder with an earlier Postgres tries the real thing; without one the copy is made by the same version.
const { TEST_EARLIER_POSTGRES: folder, TEST_EARLIER_POSTGRES_MAJOR: major } = process.env;
const programs = () => (folder ? Promise.resolve(findEarlierPrograms(folder, Number(major))) : findPrograms());
const isolated = ['NEXTAUTH_SECRET', 'SEALING_KEY', 'DIGEST_KEY', 'DATABASE_URL', 'DATABASE_SOCKET', 'AUDIT_HEAD_FILE'];
// Whole databases are made, copied and restored, which takes its time where others share the disk.
const limitMs = 180_000;
let dataDir: string;
let password: string;

beforeAll(async () => {
  dataDir = await makeScratchDir('coupon-desk-upgrade-');
  await closeDatabase();
  for (const name of isolated) process.env[name] = '';
  process.env.DATA_DIR = dataDir;
  prepareSecrets(dataDir);
  password = findSecrets(dataDir) ?? '';
}, limitMs);
afterAll(async () => {
  await closeDatabase();
  rmSync(dataDir, { recursive: true, force: true });
  process.env.DATABASE_URL = inject('testServer').url;
  for (const name of ['TEST_MODE_DATABASE_URL', 'TEST_MODE_DATABASE_SOCKET']) process.env[name] = '';
  resetEnv();
  resetKeyring();
});

async function use<T>(opened: Embedded, work: (db: ReturnType<typeof createDatabase>) => Promise<T>): Promise<T> {
  adoptEmbedded(opened);
  resetEnv();
  resetKeyring();
  const database = createDatabase(opened.ownerUrl, { max: 3 });
  try {
    return await work(database);
  } finally {
    await database.close();
    await closeDatabase();
    await opened.stop();
  }
}

it(
  'copies everything into a database of the build: sales, PINs, jobs, and where sequences are',
  async () => {
    chooseArchive(dataDir, await makeScratchDir('coupon-desk-upgrade-wal-'));
    const archive = readArchive(dataDir)?.folder ?? '';
    const before = await startEmbedded({ dataDir, password, programs: await programs(), unsafe: true });
    const sold = await use(before, async ({ db, sql }) => {
      await prepareDatabase(before.url, before.ownerUrl);
      const [stock, buyer] = [await makeStock(db, 5, { amountPaisa: 200_000 }), await makeBuyer(db, 10_000_000)];
      const { sale, pin } = await sell(buyer, order(stock));
      await chainAudit(systemContext(db, 'tests'));
      await enqueue(db, 'notify-low-stock', { productId: 1 } as never);
      const [jobs] = await sql.unsafe<{ n: number }[]>('select count(*)::int as n from pgboss.job');
      return { id: sale.id, pin, stock, buyer, jobs: jobs?.n };
    });
    const madeWith = readClusterVersion(path.join(dataDir, 'database'));

    // What a run that was killed left before the database was in use again: a copy that is whole, and old by now.
    const old = path.join(upgradePlace(dataDir), 'database');
    mkdirSync(old, { recursive: true });
    for (const file of [path.join(old, 'PG_VERSION'), upgradeNote(dataDir)]) writeFileSync(file, '18\n');
    const { kept, copied } = await upgradeDatabase({ dataDir, password }, programs);
    expect(copied?.rows).toBeGreaterThan(50);
    expect(copied?.auditRows).toBeGreaterThan(0);
    expect(path.basename(kept)).toBe(`database-of-${madeWith}`);
    expect(readdirSync(dataDir)).not.toContain('upgrading');
    // The next start begins another archive: its WAL is of another history.
    expect(readArchive(dataDir)).toBeUndefined();

    const after = await startEmbedded({ dataDir, password, unsafe: true });
    expect(readClusterVersion(path.join(dataDir, 'database'))).toBe(18);
    await use(after, async ({ db, sql }) => {
      await prepareDatabase(after.url, after.ownerUrl);
      expect(await readSalePin(db, sold.id)).toBe(sold.pin);
      const [jobs] = await sql.unsafe<{ n: number }[]>('select count(*)::int as n from pgboss.job');
      expect(jobs?.n).toBe(sold.jobs);
      const next = await sell({ ...sold.buyer, db }, order(sold.stock));
      expect(next.sale.id).toBeGreaterThan(sold.id);
    });
    rmSync(archive, { recursive: true, force: true });
  },
  limitMs,
);

it('copies partitions that were made as the database was used, and refuses another schema', async () => {
  const { url } = inject('testServer');
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const [from, to] = ['copied_from', 'copied_to'].map((name) => {
    const made = new URL(url);
    made.pathname = `/${name}`;
    return made.href;
  }) as [string, string];
  const ask = async (place: string, statement: string) => {
    const opened = postgres(place, { max: 1, onnotice: () => {} });
    return opened.unsafe(statement).finally(() => opened.end());
  };
  try {
    for (const name of ['copied_from', 'copied_to']) await sql.unsafe(`create database ${name}`);
    const table =
      'create table kept (id bigint generated always as identity, month date, doubled int generated always as (1) stored) partition by range (month)';
    for (const place of [from, to]) await ask(place, table);
    const bound = "for values from ('2026-01-01') to ('2026-02-01')";
    await ask(
      from,
      `create table kept_01 partition of kept ${bound}; insert into kept (month) values ('2026-01-05'), ('2026-01-06')`,
    );
    expect(await copyDatabase(from, to)).toEqual({ tables: 1, rows: 2 });
    await ask(to, "insert into kept (month) values ('2026-01-07')");
    expect(await ask(to, 'select id::int from kept order by id')).toMatchObject([{ id: 1 }, { id: 2 }, { id: 3 }]);
    await ask(from, 'alter table kept add column note text');
    await expect(copyDatabase(from, to)).rejects.toThrow('public.kept_01');
  } finally {
    for (const name of ['copied_from', 'copied_to']) await sql.unsafe(`drop database if exists ${name} with (force)`);
    await sql.end();
  }
});

it('refuses to start on files of another version, and between two steps of an upgrade, with the command to run', async () => {
  const cluster = path.join(dataDir, 'database');
  chooseArchive(dataDir, dataDir);
  renameSync(cluster, path.join(dataDir, 'database-of-17-cut-short'));
  mkdirSync(upgradePlace(dataDir), { recursive: true });
  renameSync(path.join(dataDir, 'database-of-17-cut-short'), path.join(upgradePlace(dataDir), 'database'));
  writeFileSync(upgradeNote(dataDir), '');
  await expect(startEmbedded({ dataDir, password })).rejects.toThrow('Finish it first: npm run upgrade-database');
  const { copied } = await upgradeDatabase({ dataDir, password }, () => Promise.reject(new Error('not asked for')));
  expect(copied).toBeUndefined();
  expect(readArchive(dataDir)).toBeUndefined();
  expect(readClusterVersion(cluster)).toBe(18);

  // Killed once the copy was in its place: the note is of no copy, and says nothing of the next upgrade.
  mkdirSync(upgradePlace(dataDir));
  writeFileSync(upgradeNote(dataDir), '');
  const next = upgradeDatabase({ dataDir, password }, () => Promise.reject(new Error('asked for')));
  await expect(next).rejects.toThrow('asked for');
  await clearUpgrade(dataDir);
  expect(readdirSync(dataDir)).not.toContain('upgrading');

  for (const [version, advice] of [
    [17, 'npm run upgrade-database'],
    [99, 'the build that it was made with'],
  ] as const) {
    writeFileSync(path.join(cluster, 'PG_VERSION'), `${version}\n`);
    await expect(startEmbedded({ dataDir, password })).rejects.toThrow(
      new RegExp(`is of PostgreSQL ${version}, and this build brings 18. Nothing was changed.\n.*${advice}`),
    );
  }
});
