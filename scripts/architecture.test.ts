import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const rows = [...readFileSync('docs/architecture.md', 'utf8').matchAll(/^\| `(lib\/[a-z/]+)` \| (.*) \|$/gm)].map(
  ([, folder = '', words = '']) => ({ folder, words }),
);
const grouped = ['lib/domain/coupons', 'lib/domain/redemptions', 'lib/domain/sales', 'lib/domain/access'];

describe('the tree in docs/architecture.md', () => {
  it.each([...grouped, 'lib/platform', 'lib/adapters'])('names every folder of %s', (folder) => {
    const row = rows.find((one) => one.folder === folder);
    const missing = globSync(`${folder}/*/`)
      .map((path) => path.split('/')[folder.split('/').length] ?? '')
      .filter((name) => !row?.words.includes(`\`${name}\``));
    expect(missing).toEqual([]);
  });

  it('names no folder that is not there, and each that has a row of its own', () => {
    expect(rows.map(({ folder }) => folder).filter((folder) => !existsSync(folder))).toEqual([]);
    const own = [...globSync('lib/*/'), ...globSync('lib/domain/*/')].map((path) => path.replace(/\/$/, ''));
    expect(own.filter((folder) => folder !== 'lib/domain' && !rows.some((row) => row.folder === folder))).toEqual([]);
  });
});
