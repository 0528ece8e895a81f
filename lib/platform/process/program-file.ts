import path from 'node:path';

/**
 * The file of another program of the desk, to be run by this process's Node with this process's own options: next to this one in the
 * build (`scripts/bundle-programs.ts`), or as it is written. Every program is started at the root.
 *
 * @param source without its ending, from the root
 */
export function programFile(source: string): string {
  const isBuilt = path.extname(import.meta.filename) === '.mjs';
  return isBuilt ? path.join(import.meta.dirname, `${path.basename(source)}.mjs`) : path.resolve(`${source}.ts`);
}
