import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureChromium } from './browser';
import { build } from './build';
import { gates, types } from './gates';
import { checkPageWeight } from './page-weight';
import { type Result, runSteps, type Step, stepTable } from './run-steps';
import { print, run } from './run-tool';
import { countPlaywright, countVitest } from './test-count';

const scratch = mkdtempSync(path.join(tmpdir(), 'coupon-desk-check-'));
const vitestReport = path.join(scratch, 'vitest.json');
const playwrightReport = path.join(scratch, 'playwright.json');

const browser: Step = { name: 'Browser: find or install a Chromium', work: useChromium };
// Not next to the type check: both write the types of the routes.
const nextBuild: Step = { name: 'Build: next build', work: () => build({ once: true }), needs: [types.name] };
const pageWeight: Step = { name: 'Page weight: first scripts', work: checkPageWeight, needs: [nextBuild.name] };
const vitest: Step = {
  name: 'Unit and integration tests: vitest',
  work: () => run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`]),
  cores: 2,
};
const playwright: Step = {
  name: 'Browser tests: playwright',
  work: () => run('playwright', ['test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport }),
  cores: 2,
  needs: [browser.name, nextBuild.name],
};
const otherGates = gates.filter((gate) => gate !== types);
const steps = [browser, types, nextBuild, pageWeight, ...otherGates, vitest, playwright];

async function useChromium(): Promise<void> {
  process.env.CHROMIUM_PATH = await ensureChromium();
  print(`  ${process.env.CHROMIUM_PATH}`);
}

/** What `run.mjs` did before, as the first row, so that the table has the whole of a fresh clone. */
function withInstall(results: Result[], installMs: number): Result[] {
  if (installMs === 0) return results;
  const install: Result = {
    name: 'Packages: npm ci',
    outcome: 'passed',
    startedAfterMs: 0,
    tookMs: installMs,
    node: '',
  };
  const later = results.map((one) => ({ ...one, startedAfterMs: one.startedAfterMs + installMs }));
  return [install, ...later];
}

try {
  const installMs = Number(process.env.COUPON_DESK_INSTALL_MS ?? 0);
  const started = performance.now();
  const results = await runSteps(steps);
  console.log(`\n${stepTable(withInstall(results, installMs), installMs + performance.now() - started)}`);
  const isRed = (step: Step) => results.find(({ name }) => name === step.name)?.outcome !== 'passed';
  if (steps.some(isRed)) process.exitCode = 1;
  const counts = [countVitest(vitestReport, isRed(vitest)), countPlaywright(playwrightReport, isRed(playwright))];
  // Again at the end, where it is found in a log of thousands of lines, and in one that was cut.
  for (const failure of counts.flatMap(({ failures }) => failures)) console.log(`\n✗ ${failure}`);
  for (const test of counts.flatMap(({ notRun }) => notRun))
    console.log(`\nNot run, without its program here: ${test}`);
  console.log(process.exitCode ? '\nThe check failed.' : '\nEverything passed.');
  const sum = (of: 'passed' | 'failed') => counts.reduce((total, count) => total + count[of], 0);
  // Last and alone on its line, for what reads the log of a run.
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
