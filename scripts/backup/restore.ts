import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findAccount } from '@/db/embedded-account';
import { findPrograms, giveTo, readVersion } from '@/db/embedded-cluster';
import { assertNoSecrets, placeSecrets, type Secrets } from '../data-dir';
import { headsName } from './back-up-cluster';
import { assertEmpty, restoreDump } from './dump';
import { decryptKeys, keysName } from './encrypted-keys';
import { type Manifest, read, readManifest } from './manifest';
import { assertWhole, severalAtOnce, unpackFile } from './pack-files';

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
 * What fails leaves nothing behind.
 */
export async function restore(backup: OpenedBackup, dataDir: string, url: string | undefined): Promise<void> {
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
      if (!url) throw new Error('This backup is a dump. Set DATABASE_URL to a new, empty database to restore it into.');
      await assertEmpty(url);
      await restoreDump(folder, manifest, url);
    } else {
      if (url) throw new Error('This backup is of the embedded database. Unset DATABASE_URL and set DATA_DIR.');
      await restoreCluster(backup, dataDir);
    }
    if (packed) renameSync(draft, heads);
    placeSecrets(dataDir, secrets);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

async function restoreCluster({ folder, manifest }: OpenedBackup, dataDir: string): Promise<void> {
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
  const draft = `${cluster}.restored`;
  rmSync(draft, { recursive: true, force: true });
  try {
    for (const name of ['', ...manifest.folders]) makeFolder(path.join(draft, name));
    const own = manifest.files.filter(({ path: name }) => name.startsWith('database/'));
    await severalAtOnce(own, async (packed) => {
      const name = packed.path.slice('database/'.length, -'.gz'.length);
      const place = path.join(draft, name);
      if (!place.startsWith(`${draft}${path.sep}`)) throw new Error(`This backup names a file outside of it: ${name}`);
      await unpackFile(folder, packed, place);
      giveTo(account, place);
    });
    renameSync(draft, cluster);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }

  function makeFolder(place: string): void {
    mkdirSync(place, { recursive: true, mode: 0o700 });
    giveTo(account, place);
  }
}
