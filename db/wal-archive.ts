import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Where the WAL of an embedded database goes. `id` is of this run of its history alone: a restored database begins another. */
export type WalArchive = { folder: string; id: string };

/** How long a change waits at most for its segment to be archived. */
const longestWaitSeconds = 60;

const noteOf = (dataDir: string) => path.join(dataDir, 'wal-archive.json');

/** What `up` was last started with: whatever starts the database goes on with it, so that no segment is left out. */
export function readArchive(dataDir: string): WalArchive | undefined {
  try {
    return JSON.parse(readFileSync(noteOf(dataDir), 'utf8')) as WalArchive;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Begins an archive in `folder`, goes on with the one there, or ends it. True when a database that runs has to be restarted. */
export function chooseArchive(dataDir: string, folder: string | undefined): boolean {
  const note = noteOf(dataDir);
  const kept = readArchive(dataDir);
  const wanted = folder ? path.resolve(folder) : undefined;
  if (kept?.folder === wanted) return false;
  if (!wanted) {
    rmSync(note);
    return true;
  }
  const chosen: WalArchive = { folder: wanted, id: randomBytes(6).toString('hex') };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(`${note}.new`, `${JSON.stringify(chosen)}\n`, { mode: 0o600 });
  renameSync(`${note}.new`, note);
  return true;
}

export const segmentsOf = (folder: string, id: string): string => path.join(folder, 'wal', id);

/** Settings of a Postgres that archives every segment, a part of one after a minute. */
export function archiveSettings({ folder, id }: WalArchive): Record<string, string> {
  return {
    archive_mode: 'on',
    archive_command: copyCommand('store', '%p', `${inCommand(segmentsOf(folder, id))}/%f.gz`),
    archive_timeout: String(longestWaitSeconds),
  };
}

/** The setting of a Postgres that recovers from these segments. */
export function restoreSettings(segments: string): Record<string, string> {
  return { restore_command: copyCommand('fetch', `${inCommand(segments)}/%f.gz`, '%p') };
}

/** @throws for a name that a shell would read as something else */
function inCommand(place: string): string {
  if (/["$`\\!]/.test(place.replaceAll(path.sep, '/')))
    throw new Error(`The name ${place} cannot be used for an archive.`);
  return place.replaceAll('%', '%%');
}

function copyCommand(action: 'store' | 'fetch', from: string, to: string): string {
  const program = path.resolve('db', 'copy-wal.mjs');
  return `"${inCommand(process.execPath)}" "${inCommand(program)}" ${action} "${from}" "${to}"`;
}
