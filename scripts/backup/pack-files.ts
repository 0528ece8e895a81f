import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { PackedFile } from './manifest';

/** Writes a file compressed into the backup, on disk when this resolves; undefined when it has gone meanwhile. */
export async function packFile(from: string, folder: string, name: string): Promise<PackedFile | undefined> {
  const to = path.join(folder, name);
  mkdirSync(path.dirname(to), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  try {
    await pipeline(
      createReadStream(from),
      createGzip({ level: 1 }),
      measured(hash),
      createWriteStream(to, { mode: 0o600, flush: true }),
    );
  } catch (error) {
    // A table can be dropped while it is copied; WAL says so when it is restored.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || existsSync(from)) throw error;
    rmSync(to, { force: true });
    return undefined;
  }
  return { path: name, bytes: statSync(to).size, sha256: hash.digest('hex') };
}

/** @throws when a file is missing or has another size, before anything is written */
export function assertWhole(folder: string, files: PackedFile[]): void {
  for (const { path: name, bytes } of files) {
    const file = path.join(folder, name);
    if (!existsSync(file)) throw new Error(`This backup is not whole: ${name} is missing. Nothing was changed.`);
    const { size } = statSync(file);
    if (size === bytes) continue;
    throw new Error(
      `This backup is damaged: ${name} has ${size} bytes and had ${bytes} when it was made. Nothing was changed.`,
    );
  }
}

/** Writes one file of a backup to its place, on disk when this resolves. @throws when it is not what was backed up */
export async function unpackFile(folder: string, packed: PackedFile, to: string): Promise<void> {
  mkdirSync(path.dirname(to), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  const damaged = `This backup is damaged: ${packed.path} is not what was written when it was made.`;
  try {
    await pipeline(
      createReadStream(path.join(folder, packed.path)),
      measured(hash),
      createGunzip(),
      createWriteStream(to, { mode: 0o600, flush: true }),
    );
  } catch (error) {
    if (/^Z_/.test((error as NodeJS.ErrnoException).code ?? '')) throw new Error(damaged);
    throw error;
  }
  if (hash.digest('hex') !== packed.sha256) throw new Error(damaged);
}

/** As `Promise.all` of every one, a few at a time: each waits for the disk most of its time. @throws the first failure */
export async function severalAtOnce<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < all.length; at = next++) results[at] = await work(all[at] as T);
  };
  const ended = await Promise.allSettled(Array.from({ length: 16 }, lane));
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return results;
}

const measured = (hash: Hash) =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
