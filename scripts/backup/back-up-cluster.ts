import { randomBytes } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import postgres from 'postgres';
import type { Embedded } from '@/db/embedded';
import type { WalArchive } from '@/db/wal-archive';
import { beginBackup, compareCounts, countTables, endBackup, readMajor } from './cluster.sql';
import type { Manifest, PackedFile } from './manifest';
import { packFile, severalAtOnce } from './pack-files';

/** Their contents belong to the server that runs, or are made again at its start; the folders have to be there. */
const emptied = new Set([
  ...['pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans'],
]);
const leftOut =
  /^(postmaster\.(pid|opts)|server\.log.*|\.s\.PGSQL.*|backup_label.*|tablespace_map.*|pg_internal\.init.*|pgsql_tmp.*)$/;
const control = 'global/pg_control';
export const headsName = 'audit-heads.jsonl.gz';

type Copied = {
  cluster: string;
  folder: string;
  headsFile: string | undefined;
  /** Where its WAL goes, where the server archives it. */
  archive: WalArchive | undefined;
};

/**
 * Copies the files of the running embedded Postgres while others go on writing, as pg_basebackup does, which npm does not
 * bring: between pg_backup_start and pg_backup_stop, with the WAL of that time. What had committed when it ends is in it.
 */
export async function backUpCluster(
  { ownerUrl, socket }: Pick<Embedded, 'ownerUrl' | 'socket'>,
  { cluster, folder, headsFile, archive }: Copied,
): Promise<Omit<Manifest, 'format' | 'madeAt'>> {
  const host = socket ? { host: socket } : {};
  // The backup ends with its session, so the session is never renewed.
  const sql = postgres(ownerUrl, { max: 2, max_lifetime: null, onnotice: () => {}, ...host });
  try {
    const before = await countTables(sql);
    const session = await sql.reserve();
    const slot = `coupon_desk_backup_${randomBytes(6).toString('hex')}`;
    const beganAt = await beginBackup(session, slot);
    const listed = await list(cluster);
    const files = await packAll(
      cluster,
      folder,
      listed.files.filter((name) => name !== control),
    );
    files.push(...(await packAll(cluster, folder, [control])));
    // What it names has committed by now, so it is in the backup too.
    if (headsFile && existsSync(headsFile)) files.push(...(await packSome(headsFile, folder, headsName)));
    const { label, firstSegment, lastSegment, endedAt, archives } = await endBackup(session, beganAt);
    const labelFile = path.join(folder, 'label');
    writeFileSync(labelFile, label, { mode: 0o600 });
    files.push(...(await packSome(labelFile, folder, packedName('backup_label'))));
    rmSync(labelFile);
    const wal = (await readdir(path.join(cluster, 'pg_wal'))).filter(
      (name) => /\.history$/.test(name) || (/^[0-9A-F]{24}$/.test(name) && name >= firstSegment && name <= lastSegment),
    );
    if (!wal.includes(firstSegment) || !wal.includes(lastSegment))
      throw new Error('The WAL of the backup is not whole.');
    files.push(
      ...(await packAll(
        cluster,
        folder,
        wal.map((name) => `pg_wal/${name}`),
      )),
    );
    session.release();
    const tables = compareCounts(before, await countTables(sql));
    const described = { kind: 'cluster' as const, major: await readMajor(sql), tables, folders: listed.folders, files };
    if (!archive || !archives) return described;
    return { ...described, archive: { id: archive.id, firstSegment, endedAt: endedAt.toISOString() } };
  } finally {
    await sql.end({ timeout: 5 });
  }
}

const packedName = (name: string) => `database/${name}.gz`;

type Listed = { folders: string[]; files: string[] };

async function list(cluster: string, below = ''): Promise<Listed> {
  const entries = await readdir(path.join(cluster, below), { withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOENT' && below) return [];
    throw error;
  });
  const all: Listed = { folders: below ? [below] : [], files: [] };
  for (const entry of entries.filter(({ name }) => !leftOut.test(name))) {
    const name = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isSymbolicLink()) {
      throw new Error(`${name} leads out of the cluster, as a tablespace does, which is not backed up.`);
    }
    if (entry.isFile() && !emptied.has(below)) all.files.push(name);
    // The status of an archive is that of the server that runs.
    if (!entry.isDirectory() || (emptied.has(below) && below !== 'pg_wal')) continue;
    const inner = await list(cluster, name);
    all.folders.push(...inner.folders);
    if (below !== 'pg_wal') all.files.push(...inner.files);
  }
  return all;
}

async function packAll(cluster: string, folder: string, names: string[]): Promise<PackedFile[]> {
  const packed = await severalAtOnce(names, (name) => packFile(path.join(cluster, name), folder, packedName(name)));
  return packed.filter((file) => file !== undefined);
}

async function packSome(from: string, folder: string, name: string): Promise<PackedFile[]> {
  const packed = await packFile(from, folder, name);
  return packed ? [packed] : [];
}
