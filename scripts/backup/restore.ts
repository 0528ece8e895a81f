import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findAccount } from '@/db/embedded-account';
import { findPrograms, giveTo, readVersion } from '@/db/embedded-cluster';
import { findPostmaster, stopPostmaster } from '@/db/embedded-postmaster';
import { chooseArchive } from '@/db/wal-archive';
import { assertNoSecrets, collectSecrets, placeSecrets, type Secrets } from '../data-dir';
import { assertOwnKeys } from './assert-own-keys';
import { headsName } from './back-up-cluster';
import { assertEmpty, restoreDump } from './dump';
import { decryptKeys, keysName } from './encrypted-keys';
import { type Manifest, read, readManifest } from './manifest';
import { assertWhole, severalAtOnce, unpackFile } from './pack-files';
import type { Recovery } from './point-in-time';
import { recover } from './recover';

export type OpenedBackup = { folder: string; manifest: Manifest; secrets: Secrets };

/** @throws before anything is written: no backup, not whole, another passphrase */
export function openBackup(folder: string, passphrase: string): OpenedBackup {
  const { manifest, text } = readManifest(folder);
  const secrets = decryptKeys(read(folder, keysName), passphrase, text);
  assertWhole(folder, manifest.files);
  return { folder, manifest, secrets };
}

/**
 * Brings a backup into a data directory that has neither a database nor keys, or a dump into the empty database of `url`.
 * What fails leaves nothing behind. @param recovery brings the files to another moment
 */
export async function restore(
  backup: OpenedBackup,
  dataDir: string,
  url: string | undefined,
  recovery?: Recovery,
): Promise<void> {
  const { folder, manifest, secrets } = backup;
  assertNoSecrets(dataDir);
  const heads = path.join(dataDir, 'audit-heads.jsonl');
  if (existsSync(heads)) throw new Error(`${heads} is there already, of another database. Move it away first.`);
  const packed = manifest.files.find(({ path: name }) => name === headsName);
  const draft = `${heads}.restored`;
  try {
    // Before the database: it may be damaged, too.
    if (packed) await unpackFile(folder, packed, draft);
    if (manifest.kind === 'dump') {
      if (recovery) throw new Error('A dump has one moment. Leave out --at. Nothing was changed.');
      if (!url) throw new Error('This backup is a dump. Set DATABASE_URL to a new, empty database to restore it into.');
      await assertEmpty(url);
      await restoreDump(folder, manifest, url);
    } else {
      if (url) throw new Error('This backup is of the embedded database. Unset DATABASE_URL and set DATA_DIR.');
      await restoreCluster(backup, dataDir, recovery);
    }
    if (packed) renameSync(draft, heads);
    placeSecrets(dataDir, secrets);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

async function restoreCluster(backup: OpenedBackup, dataDir: string, recovery?: Recovery): Promise<void> {
  const { folder, manifest, secrets } = backup;
  const cluster = path.join(dataDir, 'database');
  if (existsSync(cluster)) {
    throw new Error(`${cluster} is there already. Move it away, or use another DATA_DIR. Nothing was changed.`);
  }
  const programs = await findPrograms();
  const major = readVersion(programs.postgres);
  if (major !== manifest.major) {
    throw new Error(
      `This backup is of PostgreSQL ${manifest.major}, and this build brings ${major}: restore it with the build that made it. Nothing was changed.`,
    );
  }
  const account = await findAccount(dataDir, programs.postgres);
  // A data directory of its own, where Postgres can be started.
  const place = path.join(dataDir, 'restoring');
  const draft = path.join(place, 'database');
  // Of a restore that was killed while Postgres recovered.
  const left = findPostmaster(draft);
  if (left) await stopPostmaster(draft, left.pid);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { mode: account.uid === undefined ? 0o700 : 0o711 });
  try {
    for (const name of ['', ...manifest.folders]) makeFolder(path.join(draft, name));
    const own = manifest.files.filter(({ path: name }) => name.startsWith('database/'));
    await severalAtOnce(own, async (packed) => {
      const name = packed.path.slice('database/'.length, -'.gz'.length);
      const file = path.join(draft, name);
      if (!file.startsWith(`${draft}${path.sep}`)) throw new Error(`This backup names a file outside of it: ${name}`);
      await unpackFile(folder, packed, file);
      giveTo(account, file);
    });
    if (recovery) {
      const check = (ownerUrl: string) => assertOwnKeys(ownerUrl, secrets, collectSecrets(dataDir));
      await recover(place, secrets.DATABASE_PASSWORD ?? '', recovery, account, check);
    }
    // Of a database that was moved away: the WAL of this one is of another history.
    chooseArchive(dataDir, undefined);
    renameSync(draft, cluster);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }

  function makeFolder(made: string): void {
    mkdirSync(made, { recursive: true, mode: 0o700 });
    giveTo(account, made);
  }
}
