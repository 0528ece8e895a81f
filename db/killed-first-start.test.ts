import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startEmbedded } from './embedded';

const password = 'b1946ac92492d2347c6235b4d2611184';
let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'coupon-desk-killed-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Files of the data directory, and of the temporary folder that the killed start had, with the password in clear. */
const holding = () =>
  readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(password))
    .map((file) => path.relative(home, file));

const read = (file: string) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

it('a first start that is killed while it makes the database leaves no password behind the next one', {
  timeout: 180_000,
}, async () => {
  const [dataDir, temporary] = [path.join(home, 'data'), path.join(home, 'tmp')];
  mkdirSync(temporary);
  const options = { dataDir, password, unsafe: true };
  const script = `
    const { startEmbedded } = await import('./db/embedded.ts');
    await startEmbedded(${JSON.stringify(options)});`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: 'inherit',
    env: { ...process.env, TMPDIR: temporary },
  });
  const file = path.join(dataDir, 'database.password', 'password');
  await expect.poll(() => read(file), { interval: 1, timeout: 60_000 }).toBe(password);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(holding()).toContain(path.relative(home, file));

  const embedded = await startEmbedded(options);
  try {
    expect(embedded.found).toBe(false);
    expect(holding()).toEqual([]);
    // The initdb of the killed start may still be at work on its half, which the start after this removes.
    expect(readdirSync(dataDir).filter((name) => !name.startsWith('database.new-'))).toEqual(['database']);
  } finally {
    await embedded.stop();
  }
});
