import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { overBudget, readPageWeights } from './page-weight';

const root = mkdtempSync(path.join(tmpdir(), 'page-weight-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A build of 20 light pages and `routes`, each with chunks of as many KiB. */
function plant(routes: Record<string, number[]>): string {
  const buildDir = path.join(root, crypto.randomUUID(), '.next');
  mkdirSync(path.join(buildDir, 'static/chunks'), { recursive: true });
  mkdirSync(path.join(buildDir, 'diagnostics'));
  const light = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`/light-${index}`, [1]]));
  const stats = Object.entries({ ...light, ...routes }).map(([route, sizes]) => ({
    route,
    firstLoadChunkPaths: sizes.map((size, index) => {
      const file = `.next/static/chunks/${route.slice(1).replaceAll('/', '-')}-${index}.js`;
      writeFileSync(path.join(path.dirname(buildDir), file), '');
      writeFileSync(path.join(path.dirname(buildDir), `${file}.gz`), Buffer.alloc(size * 1_024));
      return file;
    }),
  }));
  writeFileSync(path.join(buildDir, 'diagnostics/route-bundle-stats.json'), JSON.stringify(stats));
  return buildDir;
}

const problemsOf = (routes: Record<string, number[]>, own: Record<string, number> = {}) =>
  overBudget(readPageWeights(plant(routes)), { everyPage: 200, pages: own });

it('lets pages be as heavy as their budget', () => {
  expect(problemsOf({ '/sales': [130, 70], '/sign-in': [160] }, { '/sign-in': 160 })).toEqual([]);
});

it('names the five largest chunks of a page that is heavier, the largest first', () => {
  const [problem = '', ...others] = problemsOf({ '/sales': [10, 130, 20, 30, 5, 15] });
  expect(others).toEqual([]);
  expect(problem).toContain('/sales has 210.0 KiB of first scripts, and may have 200:');
  const named = [...problem.matchAll(/([\d.]+) {2}\S+, on 1 page/g)].map(([, size]) => size);
  expect(named).toEqual(['130.0', '30.0', '20.0', '15.0', '10.0']);
});

it('refuses a page that is heavier than its own budget', () => {
  expect(problemsOf({ '/sign-in': [161] }, { '/sign-in': 160 })).toHaveLength(1);
});

it('refuses a budget of a page that is gone', () => {
  expect(problemsOf({}, { '/gone': 210 })).toEqual([
    expect.stringContaining('/gone has a budget and is no page any more'),
  ]);
});

it('fails where it found too few pages to mean anything, or no build', () => {
  expect(overBudget([])).toContain('Only 0 pages were found in the build.');
  expect(() => readPageWeights(path.join(root, 'nothing'))).toThrow('build first');
});
