import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const folder = path.join(root, 'components');

/** The components that a file imports, by file name. */
function importedBy(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(/(?:from |import\()'(?:@\/components|\.)\/([a-z-]+)'/g)].map(([, name]) => `${name}.tsx`);
}

test('the gallery shows every component, or another one that is made of it', () => {
  const components = readdirSync(folder).filter((name) => name.endsWith('.tsx') && !name.endsWith('.test.tsx'));
  const screens = readdirSync(import.meta.dirname).filter(
    (name) => name.endsWith('.tsx') && !name.endsWith('.test.tsx'),
  );
  const shown = new Set(screens.flatMap((name) => importedBy(path.join(import.meta.dirname, name))));
  // A set that grows while it is walked: what is imported by what is shown is shown.
  for (const name of shown) {
    if (!components.includes(name)) continue;
    for (const part of importedBy(path.join(folder, name))) shown.add(part);
  }
  // Once for all pages: the notice is seen while the browser is offline, the styles where it runs no scripts.
  const elsewhere = ['no-scripts.tsx', 'offline-notice.tsx'];
  expect(components.filter((name) => !shown.has(name) && !elsewhere.includes(name))).toEqual([]);
});
