import { existsSync, readFileSync } from 'node:fs';

export type TestCount = { passed: number; failed: number };

/** What vitest's JSON report says; a run that is red without a failed test, or left no report, counts as one failure. */
export function countVitest(report: string, isRed: boolean): TestCount {
  return settle(
    read<{ numPassedTests: number; numFailedTests: number }>(report, (vitest) => ({
      passed: vitest.numPassedTests,
      failed: vitest.numFailedTests,
    })),
    isRed,
  );
}

/** The same of Playwright's JSON report. */
export function countPlaywright(report: string, isRed: boolean): TestCount {
  return settle(
    read<{ stats: { expected: number; flaky: number; unexpected: number } }>(report, ({ stats }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
    })),
    isRed,
  );
}

function read<T>(report: string, count: (json: T) => TestCount): TestCount {
  if (!existsSync(report)) return { passed: 0, failed: 0 };
  return count(JSON.parse(readFileSync(report, 'utf8')) as T);
}

function settle({ passed, failed }: TestCount, isRed: boolean): TestCount {
  return { passed, failed: isRed ? Math.max(1, failed) : failed };
}
