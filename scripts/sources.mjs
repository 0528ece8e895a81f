// Plain JavaScript, because `run.mjs` asks before anything that reads TypeScript is loaded.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const pages = [
  ...['app', 'components', 'lib', 'db', 'messages', 'public'],
  ...['proxy.ts', 'next.config.ts', 'postcss.config.mjs', 'tsconfig.json', 'package.json', 'package-lock.json'],
];

/** What each part of the build is made of, and where it notes of which sources it was made. */
export const parts = {
  /** What `next build` reads. Tests, scripts and the server around it change nothing in the bundle. */
  pages: { sources: pages, stamp: '.next/build-stamp' },
  programs: {
    sources: [...pages, 'scripts', 'sandbox', 'server.ts', 'start-server.ts', 'pages.ts', 'worker.ts', 'test-mode.ts'],
    stamp: '.next/programs/stamp',
  },
};

export const isCurrent = ({ sources, stamp }) => existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOf(sources);

export function hashOf(sources) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(listFiles)) {
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function listFiles(entry) {
  if (!existsSync(entry)) return [];
  if (!statSync(entry).isDirectory()) return [entry];
  return readdirSync(entry, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile() && !/\.test\.tsx?$/.test(found.name))
    .map((found) => path.join(found.parentPath, found.name))
    .sort();
}
