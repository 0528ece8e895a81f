import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { print } from './run-tool';

type Chunk = { file: string; bytes: number };
export type PageWeight = { route: string; bytes: number; chunks: Chunk[] };

const kib = 1_024;

/**
 * KiB of scripts, gzipped, that a page has before anything is pressed: what it had on 1 December 2026 and 1 to 2 more, so
 * that none gets heavier unseen. The goal is 200 on every page and 160 on the one to sign in; React and Next are 130 of them.
 */
export const budgets = {
  everyPage: 235,
  pages: {
    '/coupons/[id]/tvod-prices': 279,
    '/coupons/[id]/user-groups': 279,
    '/coupons/[id]/edit': 241,
    '/coupons/new': 241,
    '/coupons/[id]/codes': 239,
    '/coupons/[id]/statistics': 237,
    '/team/limits': 224,
    '/customers/[id]': 224,
    '/settings': 223,
    '/products/new': 222,
    '/products/[id]': 222,
    '/suppliers/comparisons': 221,
    '/settings/messages': 221,
    '/exports': 221,
    '/settings/security': 221,
    '/account': 219,
    '/customers/data': 219,
    '/customers': 219,
    '/settings/retention': 218,
    '/settings/limits': 218,
    '/sales/damaged-pin': 218,
    '/coupons/[id]/codes/import': 214,
    '/coupons/[id]': 210,
    '/sales/[id]': 208,
    '/statistics': 208,
    '/coupons/import': 213,
    '/tvod-prices/import': 211,
    '/user-groups/import': 211,
    '/integrators/[id]': 205,
    '/suppliers': 205,
    '/': 205,
    '/redemptions/[id]': 204,
    '/partner': 202,
    '/products/import': 208,
    '/customers/import': 208,
    '/shifts/[id]': 202,
    '/partner/requests/[id]': 199,
    '/requests/[id]': 199,
    '/choose-password': 196,
    '/invitation': 196,
    '/forgot-password': 191,
    '/sign-in': 181,
    '/second-factor': 178,
    '/docs': 161,
    '/receipt/[token]': 160,
    '/docs/calls/[group]': 159,
    '/docs/[guide]': 158,
    '/help/[token]': 157,
    '/_not-found': 156,
  } as Readonly<Record<string, number>>,
};

/** Shown to nobody outside of the tests. */
const notMeasured = ['/dev/gallery', '/_global-error'];
const fewestPages = 20;
const named = 5;

/** The first scripts of each page, the heaviest page first, of a build in `buildDir`. */
export function readPageWeights(buildDir = '.next'): PageWeight[] {
  const stats = path.join(buildDir, 'diagnostics/route-bundle-stats.json');
  if (!existsSync(stats)) throw new Error(`${stats} is not there: build first (npm run build).`);
  const routes = JSON.parse(readFileSync(stats, 'utf8')) as { route: string; firstLoadChunkPaths: string[] }[];
  const known = new Map<string, number>();
  const weigh = (file: string) => {
    const bytes = known.get(file) ?? gzippedBytes(path.join(path.dirname(buildDir), file));
    known.set(file, bytes);
    return { file, bytes };
  };
  return routes
    .filter(({ route }) => !notMeasured.includes(route))
    .map(({ route, firstLoadChunkPaths }) => {
      const chunks = firstLoadChunkPaths.map(weigh).sort((one, other) => other.bytes - one.bytes);
      return { route, chunks, bytes: chunks.reduce((sum, chunk) => sum + chunk.bytes, 0) };
    })
    .sort((one, other) => other.bytes - one.bytes);
}

/** As the build compressed it (`compress-static.ts`); the smallest ones are sent as they are. */
function gzippedBytes(file: string): number {
  return existsSync(`${file}.gz`) ? statSync(`${file}.gz`).size : gzipSync(readFileSync(file), { level: 9 }).length;
}

/** What is wrong with the pages, in words; nothing when each keeps to its budget. */
export function overBudget(pages: PageWeight[], { everyPage, pages: own } = budgets): string[] {
  const tooFew = pages.length < fewestPages ? [`Only ${pages.length} pages were found in the build.`] : [];
  const gone = Object.keys(own)
    .filter((route) => !pages.some((page) => page.route === route))
    .map((route) => `${route} has a budget and is no page any more: take it out of scripts/page-weight.ts.`);
  const wrong = pages.flatMap(({ route, bytes, chunks }) => {
    const budget = own[route] ?? everyPage;
    if (bytes <= budget * kib) return [];
    const largest = chunks.slice(0, named).map(({ file, bytes: size }) => {
      const shared = pages.filter((page) => page.chunks.some((chunk) => chunk.file === file)).length;
      return `    ${inKib(size)}  ${file}, on ${shared} ${shared === 1 ? 'page' : 'pages'}`;
    });
    return [`${route} has ${inKib(bytes).trim()} KiB of first scripts, and may have ${budget}:\n${largest.join('\n')}`];
  });
  return [...tooFew, ...gone, ...wrong];
}

const inKib = (bytes: number) => (bytes / kib).toFixed(1).padStart(6);

export function weightTable(pages: PageWeight[], { everyPage, pages: own } = budgets): string {
  return pages.map(({ route, bytes }) => `${inKib(bytes)} of ${own[route] ?? everyPage} KiB  ${route}`).join('\n');
}

/** @throws when a page is heavier than its budget: what it needs later is loaded later, by `import()` */
export async function checkPageWeight(): Promise<void> {
  const pages = readPageWeights();
  const wrong = overBudget(pages);
  const [heaviest] = pages;
  if (heaviest) print(`  ${pages.length} pages; the heaviest: ${heaviest.route},${inKib(heaviest.bytes)} KiB`);
  if (wrong.length === 0) return;
  print(`\n${wrong.join('\n\n')}\n\nWhat is in a chunk: next experimental-analyze`);
  throw new Error(`${wrong.length} of the pages' budgets are not kept.`);
}
