import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * How a run of tests ended. `failures` has an entry for each failed test: where it is, its title, what it said. `notRun` has those that
 * need a program which is not here.
 */
export type TestCount = { passed: number; failed: number; failures: string[]; notRun: string[] };

/** The name of an attachment of a failed browser test: the address of one of its pages, and what that showed. */
export const shownPage = 'shown page';

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  testResults?: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] }[];
  }[];
};

type PlaywrightResult = { error?: { message?: string }; attachments?: { name: string; body?: string }[] };

type PlaywrightSuite = {
  specs?: {
    ok: boolean;
    title: string;
    file: string;
    line: number;
    tests: { projectName: string; status: string; results: PlaywrightResult[] }[];
  }[];
  suites?: PlaywrightSuite[];
};

type PlaywrightReport = {
  stats: { expected: number; flaky: number; unexpected: number };
  suites?: PlaywrightSuite[];
};

/** What vitest's JSON report says; a run that is red without a failed test, or left no report, counts as one failure. */
export function countVitest(report: string, isRed: boolean): TestCount {
  return settle(
    read<VitestReport>(report, (vitest) => ({
      passed: vitest.numPassedTests,
      failed: vitest.numFailedTests,
      failures: (vitest.testResults ?? []).flatMap(vitestFailures),
      notRun: (vitest.testResults ?? []).flatMap(vitestNotRun),
    })),
    isRed,
  );
}

/** The same of Playwright's JSON report. */
export function countPlaywright(report: string, isRed: boolean): TestCount {
  return settle(
    read<PlaywrightReport>(report, ({ stats, suites }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      failures: (suites ?? []).flatMap(playwrightFailures),
      notRun: [],
    })),
    isRed,
  );
}

type VitestFile = NonNullable<VitestReport['testResults']>[number];

function vitestNotRun({ name, assertionResults }: VitestFile) {
  const skipped = assertionResults.filter(({ status }) => status === 'skipped');
  return skipped.map(({ fullName }) => `${path.relative(process.cwd(), name)} › ${fullName}`);
}

function vitestFailures({ name, status, message, assertionResults }: VitestFile) {
  const file = path.relative(process.cwd(), name);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (status === 'failed' && failed.length === 0) return [describeFailure(file, message)];
  return failed.map((test) => describeFailure(`${file} › ${test.fullName}`, test.failureMessages?.[0]));
}

function playwrightFailures({ specs = [], suites = [] }: PlaywrightSuite): string[] {
  const here = specs.flatMap(({ title, file, line, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected')
      .map(({ projectName, results }) => {
        const message = results.find(({ error }) => error)?.error?.message;
        const shown = results.flatMap(({ attachments = [] }) => attachments).filter(({ name }) => name === shownPage);
        const pages = shown.map(({ body = '' }) => describePage(Buffer.from(body, 'base64').toString()));
        return [describeFailure(`[${projectName}] ${file}:${line} › ${title}`, message), ...pages].join('\n');
      }),
  );
  return [...here, ...suites.flatMap(playwrightFailures)];
}

/** Enough of what was said to see the fault; the rest is further up in the log. */
function describeFailure(title: string, message = ''): string {
  const lines = stripVTControlCharacters(message).split('\n');
  return [title, ...lines.slice(0, 12).map((line) => `    ${line.slice(0, 300)}`)].join('\n');
}

/** The page's own part: the navigation before it is the same everywhere. */
function describePage(text: string): string {
  const [url = '', ...all] = text.split('\n');
  const lines = all.filter((line) => !/^ *- (?:\/url:|list:|listitem:)/.test(line));
  const start = Math.max(
    0,
    lines.findIndex((line) => /^ *- (?:main|dialog|alertdialog)\b/.test(line)),
  );
  const shown = lines.slice(start, start + 50).map((line) => `      ${line.slice(0, 200)}`);
  return [`    ${url}`, ...shown].join('\n');
}

function read<T>(report: string, count: (json: T) => TestCount): TestCount {
  if (!existsSync(report)) return { passed: 0, failed: 0, failures: [], notRun: [] };
  return count(JSON.parse(readFileSync(report, 'utf8')) as T);
}

function settle(count: TestCount, isRed: boolean): TestCount {
  return { ...count, failed: isRed ? Math.max(1, count.failed) : count.failed };
}
