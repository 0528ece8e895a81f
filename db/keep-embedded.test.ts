import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import postgres, { type Sql } from 'postgres';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startEmbedded } from './embedded';
import { rotateLog } from './embedded-log';
import { findPostmaster, stopPostmaster } from './embedded-postmaster';
import { type KeepOptions, type KeptEmbedded, keepEmbedded } from './keep-embedded';
import { makeScratchDir } from './scratch-dir';

const password = 'kept';
let dataDir: string;
let kept: KeptEmbedded | undefined;
let pool: Sql;
let said: string[];
let gaveUp: string[];

const cluster = () => path.join(dataDir, 'database');
const pid = () => findPostmaster(cluster())?.pid;

async function start(options: Partial<KeepOptions> = {}): Promise<number> {
  const whole = { dataDir, password, unsafe: true };
  const embedded = await startEmbedded(whole);
  pool = postgres(embedded.ownerUrl, { max: 2, onnotice: () => {} });
  kept = keepEmbedded(embedded, whole, {
    say: (_, message) => said.push(message),
    giveUp: (reason) => gaveUp.push(reason),
    ...{ pausesMs: [0, 10, 10], checkEveryMs: 10, ...options },
  });
  return pid() ?? 0;
}

/** Answers over the pool that was open when it was killed. */
const answers = () =>
  pool`select 1`.then(
    () => true,
    () => false,
  );

beforeEach(async () => {
  dataDir = await makeScratchDir('coupon-desk-kept-');
  [said, gaveUp] = [[], []];
});
afterEach(async () => {
  await pool.end({ timeout: 1 });
  await kept?.stop();
  expect(pid()).toBeUndefined();
  rmSync(dataDir, { recursive: true, force: true });
});

it('starts a Postgres that was killed again, where its pools find it, with its rows and its earlier log', async () => {
  const first = await start();
  await pool`create table kept as select 1 as n`;
  await pool`checkpoint`;
  const { size } = statSync(path.join(cluster(), 'server.log'));
  process.kill(first, 'SIGKILL');
  await expect.poll(() => said).toContain('the embedded Postgres runs again');
  await expect.poll(answers).toBe(true);
  expect(pid()).not.toBe(first);
  expect([...(await pool`select n from kept`)]).toEqual([{ n: 1 }]);
  expect(readFileSync(path.join(cluster(), 'server.log'), 'utf8').slice(size)).toContain(
    'database system was interrupted',
  );
  expect(gaveUp).toEqual([]);
});

it('gives one up that ends again and again', async () => {
  await start();
  for (let round = 1; round <= 3; round += 1) {
    process.kill(pid() ?? 0, 'SIGKILL');
    await expect.poll(() => said.filter((one) => one.endsWith('runs again')).length).toBe(round);
  }
  process.kill(pid() ?? 0, 'SIGKILL');
  await expect.poll(() => gaveUp).toEqual(['It ended again and again.']);
});

it('gives one up that does not start, with the reason that Postgres wrote', async () => {
  const first = await start();
  const control = path.join(cluster(), 'global/pg_control');
  renameSync(control, `${control}.away`);
  process.kill(first, 'SIGKILL');
  await expect.poll(() => gaveUp.join()).toMatch(/did not start:[\s\S]*pg_control/);
  expect(said.filter((one) => one.endsWith('did not start'))).toHaveLength(3);
});

it('stops one that does not react', async () => {
  const first = await start();
  process.kill(first, 'SIGSTOP');
  await stopPostmaster(cluster(), first, 20);
  // Its number stays for a moment, until this process has noticed; another one may run in its place by then.
  expect(pid()).not.toBe(first);
});

it('sets a large log aside, three of them, and goes on in the same file', async () => {
  await start();
  const log = path.join(cluster(), 'server.log');
  const { ino } = statSync(log);
  for (const text of ['one', 'two', 'three', 'four']) {
    writeFileSync(log, text);
    rotateLog(log, 3);
  }
  expect([1, 2, 3].map((number) => readFileSync(`${log}.${number}`, 'utf8'))).toEqual(['four', 'three', 'two']);
  expect(statSync(log)).toMatchObject({ ino, size: 0 });
  rotateLog(log, 3);
  expect(readFileSync(`${log}.1`, 'utf8')).toBe('four');
});
