import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { closeDatabase, createDatabase, type OpenDatabase } from '@/db/client';
import { type Embedded, startEmbedded } from '@/db/embedded';
import { codes } from '@/db/schema/coupons';
import { sales } from '@/db/schema/sales';
import { makeScratchDir } from '@/db/scratch-dir';
import { chooseArchive, readArchive } from '@/db/wal-archive';
import { resetEnv } from '@/lib/core/env';
import { getOwnBalance } from '@/lib/domain/sales/credits/get-balance';
import { readSalePin } from '@/lib/domain/sales/pins/read-sale-pin';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeBuyer, makeStock, order } from '@/lib/domain/sales/sales/testing';
import { chainAudit } from '@/lib/platform/audit/chain-audit';
import { systemContext } from '@/lib/platform/context/context';
import { resetKeyring } from '@/lib/platform/keys/keyring';
import { findSecrets, prepareSecrets } from '../data-dir';
import { type DataLock, tryLock } from '../data-lock';
import { prepareDatabase } from '../prepare-database';
import { backUp } from './back-up';
import { headsName } from './back-up-cluster';
import { manifestName } from './manifest';
import { openBackup, restore } from './restore';
import { verifyBackup } from './verify';

const passphrase = 'correct horse battery staple';
const credit = 1_000_000_000;
const price = 200_000;
let dataDir: string;
let target: string;
let lock: DataLock;
let embedded: Embedded;
let database: OpenDatabase;

const scratch = () => makeScratchDir('coupon-desk-backup-');

/** The keys of a data directory instead of those of the tests. */
function forgetKeys(): void {
  for (const name of [
    'NEXTAUTH_SECRET',
    'SEALING_KEY',
    'DIGEST_KEY',
    'DATABASE_URL',
    'DATABASE_SOCKET',
    'AUDIT_HEAD_FILE',
  ])
    process.env[name] = '';
}

function adopt(opened: Embedded): void {
  Object.assign(process.env, { DATABASE_URL: opened.url, DATABASE_SOCKET: '' });
  resetEnv();
  resetKeyring();
}

beforeAll(async () => {
  [dataDir, target] = [await scratch(), await scratch()];
  await closeDatabase();
  forgetKeys();
  process.env.DATA_DIR = dataDir;
  const { password } = prepareSecrets(dataDir);
  // As a desk that runs holds it.
  lock = tryLock(dataDir, 'up') as DataLock;
  embedded = await startEmbedded({ dataDir, password, unsafe: true });
  adopt(embedded);
  await prepareDatabase(embedded.url, embedded.ownerUrl);
  database = createDatabase(embedded.url, { max: 5 });
});
afterAll(async () => {
  await database.close();
  await embedded.stop();
  lock.release();
  for (const folder of [dataDir, target]) rmSync(folder, { recursive: true, force: true });
  process.env.DATABASE_URL = inject('testServer').url;
  resetEnv();
  resetKeyring();
});

async function booksOf(db: OpenDatabase['db'], buyer: Awaited<ReturnType<typeof makeBuyer>>) {
  const ctx = { ...buyer, db };
  const [sold, taken, { availablePaisa }] = [
    await db.$count(sales),
    await db.$count(codes, eq(codes.status, 'sold')),
    await getOwnBalance(ctx, {}),
  ];
  return { sold, taken, availablePaisa };
}

it('backs up while sales go on, and the restored books add up with every sale that was acknowledged before', async () => {
  const [stock, buyer] = [
    await makeStock(database.db, 2_000, { amountPaisa: price }),
    await makeBuyer(database.db, credit),
  ];
  await chainAudit(systemContext(database.db, 'tests'));
  const acknowledged: { id: number; pin: string | null }[] = [];
  const work = { goesOn: true };
  const seller = async () => {
    while (work.goesOn) {
      const { sale, pin } = await sell(buyer, order(stock));
      acknowledged.push({ id: sale.id, pin });
    }
  };
  const sellers = [seller(), seller(), seller()];
  await expect.poll(() => acknowledged.length).toBeGreaterThan(20);
  const before = [...acknowledged];
  process.env.DATABASE_URL = '';
  const { folder } = await backUp(target, passphrase, new Date());
  adopt(embedded);
  const during = acknowledged.length - before.length;
  work.goesOn = false;
  await Promise.all(sellers);
  expect(during).toBeGreaterThan(0);
  expect(existsSync(`${folder}.partial`)).toBe(false);

  const restored = await scratch();
  // Of the database that was there before: the restored one begins an archive of its own.
  chooseArchive(restored, target);
  await restore(openBackup(folder, passphrase), restored, undefined);
  expect(readArchive(restored)).toBeUndefined();
  const secretsOf = (of: string) => JSON.parse(readFileSync(path.join(of, 'secrets.json'), 'utf8'));
  expect(secretsOf(restored)).toEqual(secretsOf(dataDir));
  const copy = await startEmbedded({ dataDir: restored, password: findSecrets(restored) ?? '', unsafe: true });
  const opened = createDatabase(copy.url, { max: 2 });
  try {
    const books = await booksOf(opened.db, buyer);
    expect(books.sold).toBeGreaterThanOrEqual(before.length);
    expect(books.sold).toBeLessThanOrEqual(acknowledged.length);
    expect(books).toMatchObject({ taken: books.sold, availablePaisa: credit - books.sold * price });
    for (const { id, pin } of before) expect(await readSalePin(opened.db, id)).toBe(pin);
  } finally {
    await opened.close();
    await copy.stop();
    rmSync(restored, { recursive: true, force: true });
  }

  const kept = { ...process.env };
  const verified = await verifyBackup(openBackup(folder, passphrase), target);
  Object.assign(process.env, kept);
  adopt(embedded);
  expect(verified).toMatchObject({ problems: [] });
  expect(verified.auditRows).toBeGreaterThan(0);
  expect(verified.tables).toBeGreaterThan(50);
});

it('refuses in words what is no whole backup, another passphrase, and a place that holds something', async () => {
  process.env.DATABASE_URL = '';
  const { folder, manifest } = await backUp(target, passphrase, new Date('2026-01-01T00:00:00Z'));
  adopt(embedded);
  expect(() => openBackup(folder, `${passphrase}!`)).toThrow('not the passphrase of this backup');

  const used = await scratch();
  writeFileSync(path.join(used, 'secrets.json'), '{}');
  await expect(restore(openBackup(folder, passphrase), used, undefined)).rejects.toThrow(
    /secrets.json is there already/,
  );
  expect(readdirSync(used)).toEqual(['secrets.json']);
  await expect(restore(openBackup(folder, passphrase), dataDir, undefined)).rejects.toThrow('there already');
  await expect(restore(openBackup(folder, passphrase), await scratch(), embedded.url)).rejects.toThrow(
    'Unset DATABASE_URL',
  );

  const largest = manifest.files.toSorted((one, other) => other.bytes - one.bytes)[0];
  const file = path.join(folder, largest?.path ?? '');
  const whole = readFileSync(file);
  truncateSync(file, 1_000);
  expect(() => openBackup(folder, passphrase)).toThrow(/is damaged: database\/.* has 1000 bytes and had/);
  writeFileSync(file, Buffer.concat([whole.subarray(0, -1), Buffer.from([(whole.at(-1) ?? 0) ^ 1])]));
  const empty = await scratch();
  await expect(restore(openBackup(folder, passphrase), empty, undefined)).rejects.toThrow(/is damaged: database\//);
  expect(readdirSync(empty)).toEqual([]);
  rmSync(file);
  expect(() => openBackup(folder, passphrase)).toThrow('is missing');
  writeFileSync(file, whole);

  const heads = path.join(folder, headsName);
  const signed = readFileSync(heads);
  writeFileSync(heads, Buffer.concat([signed.subarray(0, -1), Buffer.from([(signed.at(-1) ?? 0) ^ 1])]));
  await expect(restore(openBackup(folder, passphrase), empty, undefined)).rejects.toThrow(/is damaged: audit-heads/);
  expect(readdirSync(empty)).toEqual([]);
  writeFileSync(heads, signed);

  const manifestFile = path.join(folder, manifestName);
  const text = readFileSync(manifestFile);
  appendFileSync(manifestFile, '\n');
  expect(() => openBackup(folder, passphrase)).toThrow('was changed after it was made');
  writeFileSync(manifestFile, text.subarray(0, 100));
  expect(() => openBackup(folder, passphrase)).toThrow('was damaged');
  rmSync(manifestFile);
  expect(() => openBackup(folder, passphrase)).toThrow('there is no manifest.json in it');
  for (const place of [used, empty]) rmSync(place, { recursive: true, force: true });
});
