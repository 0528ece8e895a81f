import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countPlaywright, countVitest } from './test-count';

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
    expect(countVitest(report({ numPassedTests: 8, numFailedTests: 2 }), true)).toEqual({ passed: 8, failed: 2 });
    const stats = { expected: 5, flaky: 1, unexpected: 3, skipped: 0 };
    expect(countPlaywright(report({ stats }), true)).toEqual({ passed: 6, failed: 3 });
  });

  it('never looks green after a run that was not', () => {
    expect(countVitest(report({ numPassedTests: 8, numFailedTests: 0 }), true)).toEqual({ passed: 8, failed: 1 });
    expect(countPlaywright(path.join(folder, 'absent.json'), true)).toEqual({ passed: 0, failed: 1 });
  });
});
