import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { allFixtures, fixtureFolders } from './all-fixtures';

/** `npm run fixtures`: writes the files that the tests of imports read. Nobody edits them by hand. */
for (const folder of fixtureFolders) rmSync(folder, { recursive: true, force: true });
for (const [file, bytes] of await allFixtures()) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}
