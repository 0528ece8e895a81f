import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildNames } from './build-names';
import { compressStatic } from './compress-static';
import { run } from './run-tool';

// What `next build` reads. Tests, scripts and the server around it change nothing in the bundle.
const sources = [
  ...['app', 'components', 'lib', 'db', 'messages', 'public'],
  ...['proxy.ts', 'next.config.ts', 'postcss.config.mjs', 'tsconfig.json', 'package.json', 'package-lock.json'],
];

const stamp = '.next/build-stamp';

export function isBuildCurrent(): boolean {
  return existsSync('.next/BUILD_ID') && existsSync(stamp) && readFileSync(stamp, 'utf8') === hashSources();
}

/** Builds unless the build there is matches the sources to the byte. */
export async function ensureBuild(): Promise<void> {
  if (!isBuildCurrent()) await build();
}

/** With `once` it keeps nothing for a build after it. */
export async function build({ once = false } = {}): Promise<void> {
  rmSync(stamp, { force: true });
  const hash = hashSources();
  await run('next', ['build'], {
    NODE_ENV: 'production',
    ...(once ? { BUILD_CACHE: 'off' } : {}),
    ...buildNames(hash),
  });
  await compressStatic();
  writeFileSync(stamp, hash);
}

function hashSources(): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(listFiles)) {
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function listFiles(entry: string): string[] {
  if (!existsSync(entry)) return [];
  if (!statSync(entry).isDirectory()) return [entry];
  return readdirSync(entry, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile() && !/\.test\.tsx?$/.test(found.name))
    .map((found) => path.join(found.parentPath, found.name))
    .sort();
}
