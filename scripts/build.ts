import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { buildNames } from './build-names';
import { bundlePrograms } from './bundle-programs';
import { compressStatic } from './compress-static';
import { run } from './run-tool';
import { hashOf, isCurrent, parts } from './sources.mjs';

/** Builds what of the build there is does not match the sources to the byte. */
export async function ensureBuild(): Promise<void> {
  if (!existsSync('.next/BUILD_ID') || !isCurrent(parts.pages)) await build();
  else if (!isCurrent(parts.programs)) await bundlePrograms();
}

/** With `once` it keeps nothing for a build after it. */
export async function build({ once = false } = {}): Promise<void> {
  const { sources, stamp } = parts.pages;
  rmSync(stamp, { force: true });
  const hash = hashOf(sources);
  await run('next', ['build'], {
    NODE_ENV: 'production',
    ...(once ? { BUILD_CACHE: 'off' } : {}),
    ...buildNames(hash),
  });
  await Promise.all([compressStatic(), bundlePrograms()]);
  writeFileSync(stamp, hash);
}
