import { readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { closeDatabase } from '@/db/client';
import { type Embedded, startEmbedded } from '@/db/embedded';
import { type Programs, readClusterVersion, upgradeNote, upgradePlace } from '@/db/embedded-cluster';
import { chooseArchive } from '@/db/wal-archive';
import { resetEnv } from '@/lib/core/env';
import { resetKeyring } from '@/lib/platform/keys/keyring';
import { checkContents } from '../backup/check-contents';
import { adoptEmbedded } from '../environment';
import { prepareDatabase } from '../prepare-database';
import { clearUpgrade } from './clear-upgrade';
import { copyDatabase } from './copy-database';

export type Upgraded = {
  /** Where the database as it was is kept. */
  kept: string;
  /** Absent when a run was cut short while it put the copy in its place. */
  copied?: { tables: number; rows: number; auditRows: number };
};

/**
 * Copies the embedded database into a new one of the build's Postgres, compares both, and puts the new one in its place. The one
 * before is kept as it is, but for migrations. Killed at any moment it can be run again: while the database before is in its place, that
 * begins again, since it can have been written to meanwhile.
 *
 * @param programs of the version that the database was made with; asked for only when there is something to copy
 * @throws with the database as it was: no programs, a row that did not arrive, a broken audit chain
 */
export async function upgradeDatabase(
  { dataDir, password }: { dataDir: string; password: string },
  programs: () => Promise<Programs>,
): Promise<Upgraded> {
  const cluster = path.join(dataDir, 'database');
  const isCutShort = readClusterVersion(cluster) === undefined;
  const copied = isCutShort ? undefined : await makeCopy(dataDir, password, await programs());
  const kept = putInPlace(dataDir, cluster);
  return copied ? { kept, copied } : { kept };
}

async function makeCopy(dataDir: string, password: string, programs: Programs) {
  await clearUpgrade(dataDir);
  const before = await startEmbedded({ dataDir, password, programs });
  try {
    // Both have the schema of this build then, which each supported version takes.
    adoptEmbedded(before);
    await prepareDatabase(before.url, before.ownerUrl);
    return await copyInto(dataDir, password, before);
  } catch (error) {
    await clearUpgrade(dataDir);
    throw error;
  } finally {
    await before.stop();
  }
}

async function copyInto(dataDir: string, password: string, before: Embedded) {
  const after = await startEmbedded({ dataDir: upgradePlace(dataDir), password });
  let copied: Upgraded['copied'];
  try {
    adoptEmbedded(after);
    resetEnv();
    resetKeyring();
    await prepareDatabase(after.url, after.ownerUrl);
    const { tables, rows } = await copyDatabase(before.ownerUrl, after.ownerUrl);
    const { auditRows, problems } = await checkContents(dataDir, 'npm run upgrade-database');
    if (problems.length > 0) throw new Error(`${problems.join('\n')}\nThe database was left as it was.`);
    copied = { tables, rows, auditRows };
  } finally {
    await closeDatabase();
    await after.stop();
  }
  // Once it is stopped, all of it is on disk.
  writeFileSync(upgradeNote(dataDir), '', { flush: true });
  return copied;
}

/** Goes on wherever it was cut short; a start in between refuses to make a new database. */
function putInPlace(dataDir: string, cluster: string): string {
  const version = readClusterVersion(cluster);
  if (version !== undefined) renameSync(cluster, keptPlace(dataDir, version));
  // The WAL of the new one is of another history, from its first start on.
  chooseArchive(dataDir, undefined);
  renameSync(path.join(upgradePlace(dataDir), 'database'), cluster);
  rmSync(upgradePlace(dataDir), { recursive: true, force: true });
  return newestKept(dataDir);
}

/** Next to one of an earlier upgrade that was undone. */
function keptPlace(dataDir: string, version: number): string {
  const name = `database-of-${version}`;
  const number = readdirSync(dataDir).filter((one) => one === name || one.startsWith(`${name}-`)).length;
  return path.join(dataDir, number === 0 ? name : `${name}-${number + 1}`);
}

function newestKept(dataDir: string): string {
  const kept = readdirSync(dataDir).filter((name) => name.startsWith('database-of-'));
  const newest = kept.toSorted((one, other) => changedAt(other) - changedAt(one))[0] ?? '';
  return path.join(dataDir, newest);

  function changedAt(name: string): number {
    return statSync(path.join(dataDir, name)).ctimeMs;
  }
}
