import { accessSync, constants, statfsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import path from 'node:path';

const memory = '/dev/shm';
const neededThere = 2 * 1024 ** 3;
const neededFree = 4 * 1024 ** 3;

/**
 * A new folder for a database that is thrown away: in memory where there is room, since `create database` writes several
 * hundred files and a busy disk takes up to a second for them.
 */
export function makeScratchDir(prefix: string): Promise<string> {
  return mkdtemp(path.join(hasRoomInMemory() ? memory : tmpdir(), prefix));
}

function hasRoomInMemory(): boolean {
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= neededThere && freemem() >= neededFree;
  } catch {
    return false;
  }
}
