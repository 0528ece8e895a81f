import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hashOf, parts } from './sources.mjs';

/** What runs for long or is started often; each finds the others by `programFile`. Everything else runs from its source. */
const programs = [
  ...['scripts/up.ts', 'server.ts', 'pages.ts', 'worker.ts', 'test-mode.ts'],
  'scripts/prepare-test-database.ts',
];

/** One file for each of its hundreds of functions, each of which is found and read at a start. */
const bundled = 'drizzle-orm';

/**
 * Writes each program of the desk as a file of its own with what they share next to it, so that Node starts it alone: to find and
 * compile a thousand files takes more than half of a start. Other packages stay where they are.
 */
export async function bundlePrograms(): Promise<void> {
  const { sources, stamp } = parts.programs;
  const hash = hashOf(sources);
  const outdir = path.dirname(stamp);
  rmSync(outdir, { recursive: true, force: true });
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object };
  // Loaded here alone: an image that has its build is made without it.
  const { build } = await import('esbuild');
  await build({
    entryPoints: programs,
    entryNames: '[name]',
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    external: Object.keys(dependencies).filter((name) => name !== bundled),
    jsx: 'automatic',
    logLevel: 'warning',
  });
  writeFileSync(stamp, hash);
}
