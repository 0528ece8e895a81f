import { chmodSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readArchive } from '@/db/wal-archive';
import { readSalePin } from '@/lib/domain/sales/pins/read-sale-pin';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeBuyer, makeStock, order } from '@/lib/domain/sales/sales/testing';
import { chainAudit } from '@/lib/platform/audit/chain-audit';
import { systemContext } from '@/lib/platform/context/context';
import { checkWalArchive } from '../doctor/check-wal-archive';
import type { Made } from './back-up';
import { chooseBackup, listBackups, type PointInTime, planRecovery, readPoint } from './point-in-time';
import { pruneBackups } from './prune-backups';
import { openBackup, restore } from './restore';
import { ArchivedDatabase, askOwner, makeFolder, passphrase } from './testing';
import { verifyBackup } from './verify';
import { listSegments } from './wal-segments';

// Whole databases are made, copied and restored, which takes its time where others share the disk.
const limitMs = 180_000;
let desk: ArchivedDatabase;
let made: Made;

beforeAll(async () => {
  desk = await ArchivedDatabase.start();
  made = await desk.backUp(new Date('2026-01-01T00:00:00Z'));
}, limitMs);
afterAll(() => desk.stop());

const plan = (at: PointInTime) => planRecovery(made.folder, made.manifest, at);

it(
  'restores to a moment: what was sold before is there with its PIN, and what came later is not',
  async () => {
    const [stock, buyer] = [
      await makeStock(desk.db, 20, { amountPaisa: 200_000 }),
      await makeBuyer(desk.db, 10_000_000),
    ];
    expect(made.manifest.archive).toMatchObject({ id: readArchive(desk.dataDir)?.id });
    const before = await sell(buyer, order(stock));
    await chainAudit(systemContext(desk.db, 'tests'));
    const moment = await desk.readClock();
    const after = await sell(buyer, order(stock));
    await desk.archiveAll();

    const count = (id: number) => `select count(*)::int as answer from sales where id = ${id}`;
    await desk.restoredTo(moment, async (opened, url) => {
      expect(await readSalePin(opened.db, before.sale.id)).toBe(before.pin);
      expect(await askOwner(url, count(after.sale.id))).toBe(0);
    });
  },
  limitMs,
);

it(
  'says in words which moments cannot be restored, and which can',
  async () => {
    const early = new Date(new Date(made.manifest.archive?.endedAt ?? 0).getTime() - 1);
    await desk.ask('create table written (n int)');
    await desk.archiveAll();
    await desk.ask('insert into written values (1)');
    const quiet = await desk.readClock();
    await desk.archiveAll();
    const range = /cannot be restored\. Possible is 20\d\d-.*Z to 20\d\d-.*Z\. Nothing was changed/;
    expect(() => plan(early)).toThrow(range);
    expect(() => plan(new Date(Date.now() + 60_000))).toThrow(range);
    expect(() => chooseBackup(desk.archive, new Date('2025-01-01T00:00:00Z'))).toThrow(range);
    // After the last transaction and before its segment was archived: only Postgres knows.
    await expect(desk.restoredTo(quiet, async () => undefined)).rejects.toThrow(range);
    const lost = [...listSegments(desk.segments).keys()].at(-2);
    renameSync(path.join(desk.segments, `${lost}.gz`), path.join(desk.archive, 'lost'));
    expect(() => plan('latest')).toThrow(`lacks the segment ${lost}. Possible is`);
    renameSync(path.join(desk.archive, 'lost'), path.join(desk.segments, `${lost}.gz`));
    expect(() => readPoint('2026-11-29T02:30:00')).toThrow('a time with its zone');
    expect(readPoint('2026-11-29T02:30:00+05:45')).toEqual(new Date('2026-11-28T20:45:00Z'));
  },
  limitMs,
);

it(
  'loses no segment when Postgres and the copy are killed in the middle',
  async () => {
    await desk.ask('create table kept (n int, filler text)');
    for (let round = 1; round <= 2; round += 1) {
      await desk.ask(`insert into kept select ${round}, repeat(md5(n::text), 40) from generate_series(1, 5000) n`);
      // Waits for nothing: the archiver is at work, or has not begun, when everything is killed.
      await desk.ask('select pg_switch_wal()');
      await desk.killAndStart();
    }
    await desk.archiveAll();
    const counts = 'select json_agg(c order by n) as answer from (select n, count(*)::int from kept group by n) c';
    await desk.restoredTo('latest', async (_opened, url) => {
      // Its WAL is of another history, so that it is never taken for that of the first.
      expect(await askOwner(url, 'select timeline_id as answer from pg_control_checkpoint()')).toBe(2);
      expect(await askOwner(url, counts)).toEqual([1, 2].map((n) => ({ n, count: 5_000 })));
    });
  },
  limitMs,
);

it(
  'verifies a backup with all WAL of its archive',
  async () => {
    const kept = { ...process.env };
    const verified = await verifyBackup(openBackup(made.folder, passphrase), desk.archive, plan('latest'));
    Object.assign(process.env, kept);
    desk.adopt();
    expect(verified).toMatchObject({ problems: [] });
  },
  limitMs,
);

it(
  'prunes old backups, and the WAL that none of those kept needs',
  async () => {
    const { folder, manifest } = await desk.backUp(new Date('2026-01-02T00:00:00Z'));
    // Without anything in it a segment is not left.
    await desk.ask('create table written_since (n int)');
    await desk.archiveAll();
    const pruned = pruneBackups(desk.archive, 1);
    expect(pruned.backups).toBe(1);
    expect(pruned.segments).toBeGreaterThan(0);
    expect([...listSegments(desk.segments).keys()][0]).toBe(manifest.archive?.firstSegment);
    expect(() => planRecovery(folder, manifest, 'latest')).not.toThrow();
    expect(chooseBackup(desk.archive, 'latest')).toBe(folder);
  },
  limitMs,
);

it(
  'refuses a moment at which the database has a key that the backup lacks, and leaves nothing',
  async () => {
    const ring = `2:${Buffer.alloc(32, 'f').toString('base64')},1:${process.env.SEALING_KEY}`;
    const use = (keys: string) => {
      process.env.SEALING_KEYS = keys;
      desk.adopt();
    };
    try {
      use(ring);
      await desk.prepare();
      const [stock, buyer] = [
        await makeStock(desk.db, 1, { amountPaisa: 200_000 }),
        await makeBuyer(desk.db, 10_000_000),
      ];
      const sold = await sell(buyer, order(stock));
      await desk.archiveAll();

      use('');
      const [folder, place] = [chooseBackup(desk.archive, 'latest'), await makeFolder()];
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
      await desk.restoredTo(before, async (_opened, url) => expect(await askOwner(url, count)).toBe(0));
      // Keys that were kept elsewhere do.
      use(ring);
      await desk.restoredTo('latest', async ({ db }) => expect(await readSalePin(db, sold.sale.id)).toBe(sold.pin));
    } finally {
      use('');
    }
  },
  limitMs,
);

it('lets the doctor say when no backup begins the archive, and when a segment is not archived', async () => {
  const look = () => checkWalArchive(desk.dataDir, { url: desk.url, socket: undefined });
  expect(await look()).toMatchObject([{ level: 'ok', said: `The WAL is archived into ${desk.archive}.` }]);
  const moved = path.join(desk.archive, 'moved');
  const [last = ''] = listBackups(desk.archive).slice(-1);
  renameSync(path.join(desk.archive, last), moved);
  expect(await look()).toMatchObject([{ level: 'warning', fix: 'npm run backup' }]);
  renameSync(moved, path.join(desk.archive, last));
  expect(await checkWalArchive(await makeFolder(), { url: desk.url, socket: undefined })).toEqual([]);

  await desk.ask('create table not_archived (n int)');
  const segment = await desk.ask<string>('select pg_walfile_name(pg_current_wal_insert_lsn()) as answer');
  const blocked = path.join(desk.segments, `${segment}.gz`);
  writeFileSync(blocked, gzipSync('of another database'));
  chmodSync(blocked, 0o644);
  await desk.ask('select pg_switch_wal()');
  await expect.poll(async () => (await look())[0]?.level).toBe('wrong');
  rmSync(blocked);
});
