import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressible = '.next/static/**/*.{js,css}';
/** Below this a header costs what is saved. */
const leastBytes = 1_024;

const asGzip = promisify(gzip);
const asBrotli = promisify(brotliCompress);

/** Writes each script and style of the build next to itself as Brotli and as gzip, as small as they get, for `serveStatic`. */
export async function compressStatic(): Promise<void> {
  await Promise.all(
    globSync(compressible).map(async (file) => {
      const bytes = await readFile(file);
      if (bytes.length < leastBytes) return;
      await writeFile(`${file}.gz`, await asGzip(bytes, { level: constants.Z_BEST_COMPRESSION }));
      await writeFile(`${file}.br`, await asBrotli(bytes));
    }),
  );
}
