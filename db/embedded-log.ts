import { copyFileSync, existsSync, openSync, readFileSync, renameSync, statSync, truncateSync } from 'node:fs';
import type { Account } from './embedded-account';
import { giveTo } from './embedded-cluster';

const kept = 3;
const limit = 5 * 1024 * 1024;

/** Opens the log to be written on after what is there; `from` is where the lines of this run begin. */
export function openLog(file: string, account: Account): { descriptor: number; from: number } {
  rotateLog(file);
  const descriptor = openSync(file, 'a', 0o600);
  giveTo(account, file);
  return { descriptor, from: statSync(file).size };
}

export const readLog = (file: string, from: number): string => readFileSync(file).subarray(from).toString('utf8');

/**
 * Sets a log aside once it is that large, as `server.log.1`, and those before it as `.2` and `.3`. Postgres goes on writing
 * into the same file, which is emptied; what it writes in that very moment is lost.
 */
export function rotateLog(file: string, limitBytes = limit): void {
  if (!existsSync(file) || statSync(file).size < limitBytes) return;
  for (let number = kept; number > 1; number -= 1) {
    if (existsSync(`${file}.${number - 1}`)) renameSync(`${file}.${number - 1}`, `${file}.${number}`);
  }
  copyFileSync(file, `${file}.1`);
  truncateSync(file);
}
