import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type Postmaster = { pid: number; port: number; socketDirectory: string | undefined; ready: boolean };

/** The contents of a cluster's `postmaster.pid`, when the process it names is running and is that cluster's Postgres. */
export function findPostmaster(cluster: string): Postmaster | undefined {
  const lines = readPidFile(cluster);
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isPostmaster(pid, cluster)) return undefined;
  return {
    pid,
    port: Number(lines[3]),
    socketDirectory: lines[4] || undefined,
    ready: lines[7] === 'ready',
  };
}

/**
 * Postgres checks its pid file by the number alone, so a number that another process has by now (usual in containers),
 * or a zombie, would keep it from starting.
 */
export function removeStalePidFile(cluster: string): void {
  const pid = Number(readPidFile(cluster)[0]);
  if (pid > 1 && isRunning(pid) && !isPostmaster(pid, cluster)) rmSync(path.join(cluster, 'postmaster.pid'));
}

/** Each stops Postgres more roughly than the one before; after the last two it recovers from its WAL at the next start. */
const stops = [
  { signal: 'SIGINT', limitMs: 7_000 },
  { signal: 'SIGQUIT', limitMs: 2_000 },
  { signal: 'SIGKILL', limitMs: 1_000 },
] as const;

/**
 * Fast shutdown: sessions are cut, everything is written, the process ends. One that does not end in time is stopped at once,
 * and killed when that does not help either. @param hurry how many times shorter the limits are
 */
export async function stopPostmaster(cluster: string, pid: number, hurry = 1): Promise<void> {
  const isOurs = () => findPostmaster(cluster)?.pid === pid;
  for (const { signal, limitMs } of stops) {
    if (!isOurs()) return;
    process.kill(pid, signal);
    const deadline = Date.now() + limitMs / hurry;
    while (isOurs() && Date.now() < deadline) await sleep(10);
  }
  if (isOurs()) throw new Error(`Postgres (process ${pid}) could not be stopped.`);
}

/** The same without waiting for it, for a process that ends now. */
export function stopPostmasterNow(cluster: string): void {
  const pid = findPostmaster(cluster)?.pid;
  if (pid !== undefined) process.kill(pid, 'SIGINT');
}

function readPidFile(cluster: string): string[] {
  try {
    const text = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8');
    return text.split('\n').map((line) => line.trim());
  } catch {
    return [];
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isPostmaster(pid: number, cluster: string): boolean {
  if (!isRunning(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [, name, state] = /^\d+ \((.*)\) (\S)/.exec(status) ?? [];
    if (state === 'Z' || state === 'X' || name !== 'postgres') return false;
  } catch {
    return false;
  }
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
  } catch {
    // Another account's process does not show its folder: a Postgres under the number the file names is taken as it.
    return true;
  }
}
