import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureChromium } from './browser';
import { build } from './build';
import { checkMigrations } from './check-migrations';
import { checkWords } from './check-words';
import { checkImportTable } from './import-table';
import { run } from './run-tool';

type Step = { name: string; work: () => Promise<unknown> };
type Result = { name: string; seconds: number; node: string };

const steps: Step[] = [
  { name: 'Browser: find or install a Chromium', work: useChromium },
  { name: 'Format and lint: biome ci', work: () => run('biome', ['ci', '.']) },
  { name: 'Words: messages in plain English', work: () => checkWords({ tree: false }) },
  { name: 'Types: next typegen, tsc', work: checkTypes },
  { name: 'Import table: dependency-cruiser', work: checkImportTable },
  { name: 'Migrations: drizzle-kit', work: checkMigrations },
  { name: 'Unused code: knip', work: () => run('knip', []) },
  { name: 'Unit and integration tests: vitest', work: () => run('vitest', ['run']) },
  { name: 'Build: next build', work: build },
  { name: 'Browser tests: playwright', work: () => run('playwright', ['test']) },
];

const scratch = mkdtempSync(path.join(tmpdir(), 'coupon-desk-check-'));
const nodeLog = path.join(scratch, 'node-versions');

async function useChromium(): Promise<void> {
  process.env.CHROMIUM_PATH = await ensureChromium();
  console.log(`  ${process.env.CHROMIUM_PATH}`);
}

/** On a fresh clone the route types and next-env.d.ts are not there yet. */
async function checkTypes(): Promise<void> {
  await run('next', ['typegen']);
  await run('tsc', ['--noEmit']);
}

/** Every Node process that a step starts runs `assert-node.cjs` first, which ends it unless it is Node 24. */
function watchNodeVersions(): void {
  const preload = `--require="${path.resolve('scripts/assert-node.cjs')}"`;
  process.env.NODE_OPTIONS = [process.env.NODE_OPTIONS, preload].filter(Boolean).join(' ');
  process.env.CHECK_NODE_LOG = nodeLog;
}

function nodeVersionsSeen(): string {
  const versions = readFileSync(nodeLog, 'utf8').split('\n').filter(Boolean);
  return `${[...new Set(versions)].join(', ') || 'none'} (${versions.length})`;
}

async function runStep({ name, work }: Step): Promise<Result> {
  console.log(`\n── ${name}`);
  writeFileSync(nodeLog, '');
  const started = performance.now();
  try {
    await work();
  } catch (error) {
    console.error(`\n✗ ${name}: ${error instanceof Error ? error.message : error}`);
    throw error;
  }
  const seconds = (performance.now() - started) / 1000;
  return { name, seconds, node: nodeVersionsSeen() };
}

function printTable(results: Result[]): void {
  const width = Math.max(...results.map(({ name }) => name.length));
  const rows = results.map(
    ({ name, seconds, node }) => `${name.padEnd(width)}  ${seconds.toFixed(1).padStart(6)} s  ${node}`,
  );
  const total = results.reduce((sum, { seconds }) => sum + seconds, 0);
  console.log(`\n${'Step'.padEnd(width)}      Time  Node (processes)\n${rows.join('\n')}`);
  console.log(`${'Total'.padEnd(width)}  ${total.toFixed(1).padStart(6)} s`);
}

const results: Result[] = [];
try {
  watchNodeVersions();
  for (const step of steps) results.push(await runStep(step));
} catch {
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
if (results.length > 0) printTable(results);
console.log(process.exitCode ? '\nThe check failed.' : '\nEverything passed.');
