import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { platform, tmpdir } from 'node:os';
import path from 'node:path';

const prefix = 'coupon-desk-socket-';

export type ProcessSocket = { socketPath: string; remove: () => Promise<void> };

/**
 * A name for the socket of a process that this one starts, in a folder that only this user can open. What processes that were
 * killed left in `parent` goes first.
 */
export async function makeProcessSocket(parent = tmpdir()): Promise<ProcessSocket> {
  if (platform() === 'win32') {
    return { socketPath: `\\\\.\\pipe\\${prefix}${process.pid}`, remove: async () => {} };
  }
  await removeLeftOver(parent);
  const folder = await mkdtemp(path.join(parent, `${prefix}${process.pid}-`));
  return {
    socketPath: path.join(folder, 'socket'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Both have to say so: the process may be one of another container, and its pages may just be started again. */
async function removeLeftOver(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]);
    if (!pid || isRunning(pid) || (await isAnswered(path.join(parent, name, 'socket')))) continue;
    // Another user's stays.
    await rm(path.join(parent, name), { recursive: true, force: true }).catch(() => {});
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function isAnswered(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
