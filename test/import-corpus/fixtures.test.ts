import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { allFixtures, fixtureFolders } from './all-fixtures';

const kept = fixtureFolders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name)),
);

it('are as `npm run fixtures` writes them, byte for byte', async () => {
  const written = await allFixtures();
  expect(kept.toSorted()).toEqual([...written.keys()].toSorted());
  const differs = kept.filter((file) => !readFileSync(file).equals(written.get(file) ?? Buffer.alloc(0)));
  expect(differs).toEqual([]);
});

it('are small together', () => {
  const bytes = kept.reduce((sum, file) => sum + readFileSync(file).length, 0);
  expect(bytes).toBeLessThan(3_000_000);
});
