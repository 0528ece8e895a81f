import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Embedded, findEmbedded, startEmbedded } from '@/db/embedded';
import { readArchive } from '@/db/wal-archive';
import { collectSecrets, findSecrets, needsDataDir, openDataDir } from '../data-dir';
import { tryLock } from '../data-lock';
import { backUpCluster } from './back-up-cluster';
import { dumpDatabase } from './dump';
import { encryptKeys, keysName } from './encrypted-keys';
import { type Manifest, manifestName } from './manifest';

export type Made = { folder: string; manifest: Manifest; bytes: number };

/**
 * Backs the desk's database and its keys up into a new folder in `parent`, next to a desk that runs. The folder has its name
 * once it is whole.
 */
export async function backUp(parent: string, passphrase: string, now: Date): Promise<Made> {
  const name = `coupon-desk-${now.toISOString().replace(/[-:]|\.\d+/g, '')}`;
  const folder = path.join(parent, name);
  const draft = `${folder}.partial`;
  if (existsSync(folder)) throw new Error(`${folder} is there already.`);
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  try {
    const { secrets, ...described } = await copyInto(draft);
    const manifest: Manifest = { format: 1, madeAt: now.toISOString(), ...described };
    const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
    writeFileSync(path.join(draft, keysName), encryptKeys(secrets, passphrase, text), { mode: 0o600, flush: true });
    writeFileSync(path.join(draft, manifestName), text, { mode: 0o600, flush: true });
    renameSync(draft, folder);
    return { folder, manifest, bytes: manifest.files.reduce((sum, { bytes }) => sum + bytes, 0) };
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

async function copyInto(folder: string) {
  const { DATABASE_URL: url, DATABASE_DIRECT_URL, MIGRATION_DATABASE_URL } = process.env;
  const dataDir = openDataDir();
  if (!url) return copyEmbedded(dataDir, folder);
  if (needsDataDir() && findSecrets(dataDir) === undefined) throw new Error(`There are no keys in ${dataDir}.`);
  const headsFile = process.env.AUDIT_HEAD_FILE;
  const described = await dumpDatabase(MIGRATION_DATABASE_URL || DATABASE_DIRECT_URL || url, { folder, headsFile });
  return { ...described, secrets: collectSecrets(dataDir) };
}

async function copyEmbedded(dataDir: string, folder: string) {
  const cluster = path.join(dataDir, 'database');
  const password = findSecrets(dataDir);
  if (!existsSync(path.join(cluster, 'PG_VERSION')) || password === undefined) {
    throw new Error(`There is no database with its keys in ${dataDir}. Set DATA_DIR to the desk's.`);
  }
  return withEmbedded(dataDir, password, async (embedded) => ({
    ...(await backUpCluster(embedded, {
      ...{ cluster, folder, headsFile: process.env.AUDIT_HEAD_FILE, archive: readArchive(dataDir) },
    })),
    secrets: collectSecrets(dataDir),
  }));
}

/** The one that a running desk uses, else started for as long as `work` takes; its schema stays as it is. */
async function withEmbedded<T>(
  dataDir: string,
  password: string,
  work: (embedded: Embedded) => Promise<T>,
): Promise<T> {
  const lock = tryLock(dataDir, 'command');
  if (!('release' in lock)) {
    const found = findEmbedded(dataDir, password);
    if (found) return work(found);
    throw new Error(
      `${dataDir} is in use by process ${lock.pid}, and no database answers there. Try again in a moment.`,
    );
  }
  try {
    const embedded = await startEmbedded({ dataDir, password });
    try {
      return await work(embedded);
    } finally {
      await embedded.stop();
    }
  } finally {
    lock.release();
  }
}
