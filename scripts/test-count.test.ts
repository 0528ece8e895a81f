import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countPlaywright, countVitest, shownPage } from './test-count';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'test-count-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(json: unknown): string {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(json));
  return file;
}

describe('the count of tests', () => {
  it('is what the reports say', () => {
    expect(countVitest(report({ numPassedTests: 8, numFailedTests: 2 }), true)).toMatchObject({ passed: 8, failed: 2 });
    const stats = { expected: 5, flaky: 1, unexpected: 3, skipped: 0 };
    expect(countPlaywright(report({ stats }), true)).toMatchObject({ passed: 6, failed: 3 });
  });

  it('names what failed, what it said, without colours, and what its pages showed', () => {
    const testResults = [
      {
        name: path.resolve('lib/one.test.ts'),
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'sells' },
          {
            status: 'failed',
            fullName: 'redeems',
            failureMessages: ['\u001b[31mexpected 1\u001b[39m to be 2\n  at x'],
          },
        ],
      },
      { name: path.resolve('lib/two.test.ts'), status: 'failed', message: 'no such module', assertionResults: [] },
    ];
    expect(countVitest(report({ numPassedTests: 1, numFailedTests: 1, testResults }), true).failures).toEqual([
      'lib/one.test.ts › redeems\n    expected 1 to be 2\n      at x',
      'lib/two.test.ts\n    no such module',
    ]);
    const spec = { ok: false, title: 'sells', file: 'sell.spec.ts', line: 7 };
    const shown = 'http://desk/sell\n- navigation:\n  - link "Sell"\n- main:\n  - paragraph: Nothing in stock';
    const attachments = [{ name: 'screenshot' }, { name: shownPage, body: Buffer.from(shown).toString('base64') }];
    const tests = [
      { projectName: 'phone', status: 'unexpected', results: [{ error: { message: 'no button' }, attachments }] },
      { projectName: 'desktop', status: 'expected', results: [{}] },
    ];
    const suites = [{ specs: [], suites: [{ specs: [{ ...spec, tests }] }] }];
    const stats = { expected: 1, flaky: 0, unexpected: 1 };
    expect(countPlaywright(report({ stats, suites }), true).failures).toEqual([
      '[phone] sell.spec.ts:7 › sells\n    no button\n    http://desk/sell\n      - main:\n        - paragraph: Nothing in stock',
    ]);
  });

  it('names what was not run', () => {
    const assertionResults = [
      { status: 'passed', fullName: 'sells' },
      { status: 'skipped', fullName: 'opens elsewhere' },
    ];
    const testResults = [{ name: path.resolve('lib/one.test.ts'), status: 'passed', assertionResults }];
    const counted = countVitest(report({ numPassedTests: 1, numFailedTests: 0, testResults }), false);
    expect(counted).toMatchObject({ passed: 1, failed: 0, notRun: ['lib/one.test.ts › opens elsewhere'] });
  });

  it('never looks green after a run that was not', () => {
    expect(countVitest(report({ numPassedTests: 8, numFailedTests: 0 }), true)).toMatchObject({ passed: 8, failed: 1 });
    expect(countPlaywright(path.join(folder, 'absent.json'), true)).toMatchObject({ passed: 0, failed: 1 });
  });
});
