import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tryLock } from './data-lock';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'coupon-desk-lock-'));
});

afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** Another process that holds the lock until it is killed. */
async function holdElsewhere() {
  const program = `import { tryLock } from './scripts/data-lock'; tryLock(process.argv[1], 'up'); console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program, dataDir]);
  await once(child.stdout, 'data');
  return child;
}

describe('the lock of a data directory', () => {
  it('names who holds it, and is free once that process is killed', async () => {
    const child = await holdElsewhere();
    expect(tryLock(dataDir, 'command')).toEqual({ pid: child.pid, by: 'up' });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const lock = tryLock(dataDir, 'command');
    expect(lock).toHaveProperty('release');
    if ('release' in lock) lock.release();
  });

  it('is free again after a release', () => {
    const first = tryLock(dataDir, 'up');
    if ('release' in first) first.release();
    const second = tryLock(dataDir, 'up');
    expect(second).toHaveProperty('release');
    if ('release' in second) second.release();
  });
});
