import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export type Holder = 'up' | 'command';
export type DataLock = { release: () => void };
export type Held = { pid: number; by: Holder };

// Where SQLite's file header keeps the two numbers.
const userVersionOffset = 60;
const applicationIdOffset = 68;

/** A connection that nobody refers to any more is closed at some time, and its lock goes with it. */
const held = new Set<DatabaseSync>();

/**
 * Holds `.data/lock` for this process, or names who does. It is SQLite's own file lock: the kernel lets go of it when the
 * process dies, however it dies, so there is no stale one and no process number to mistake.
 */
export function tryLock(dataDir: string, by: Holder): DataLock | Held {
  const file = path.join(dataDir, 'lock');
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec('pragma journal_mode = memory; pragma synchronous = off; pragma locking_mode = exclusive;');
    lock.exec(`begin exclusive; pragma user_version = ${process.pid};`);
    lock.exec(`pragma application_id = ${by === 'up' ? 1 : 2}; commit;`);
  } catch (error) {
    lock.close();
    if (isBusy(error)) return readHolder(file);
    throw error;
  }
  held.add(lock);
  return {
    release: () => {
      held.delete(lock);
      lock.close();
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}

/** Only from outside: a process that opens and closes a file it has locked loses the lock. */
function readHolder(file: string): Held {
  const header = readFileSync(file);
  if (header.length < applicationIdOffset + 4) return { pid: 0, by: 'command' };
  return {
    pid: header.readInt32BE(userVersionOffset),
    by: header.readInt32BE(applicationIdOffset) === 1 ? 'up' : 'command',
  };
}
