import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepChild } from './keep-child';

let folder: string;
let gaveUp: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'coupon-desk-child-'));
  gaveUp = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program that notes its process ids, and then does this. */
function program(work: string): string {
  const file = path.join(folder, 'program.mjs');
  writeFileSync(
    file,
    `import { appendFileSync } from 'node:fs';
    process.on('disconnect', () => process.exit());
    appendFileSync(${JSON.stringify(path.join(folder, 'pids'))}, process.pid + '\\n');
    ${work}`,
  );
  return file;
}
const pids = () => readFileSync(path.join(folder, 'pids'), 'utf8').trim().split('\n').map(Number);
const isRunning = (pid = 0) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const keep = (work: string, options: Partial<Parameters<typeof keepChild>[0]> = {}) => {
  const giveUp = (reason: string) => gaveUp.push(reason);
  return keepChild({ name: 'test', file: program(work), pausesMs: [0, 0], giveUp, ...options });
};

const sayReady = "process.on('message', () => process.send('pulse')); process.send('ready');";

it('is started again when it is killed, and waited for meanwhile', async () => {
  const child = await keep(sayReady);
  const [first = 0] = pids();
  process.kill(first, 'SIGKILL');
  await vi.waitFor(() => expect(pids()).toHaveLength(2));
  await child.ready(10_000);
  const [, second = 0] = pids();
  expect(isRunning(second)).toBe(true);
  await child.stop(10_000);
  expect([isRunning(first), isRunning(second), gaveUp]).toEqual([false, false, []]);
});

it('is given up once it has ended too often, with the last reason', async () => {
  await keep(`${sayReady} process.channel.unref(); setImmediate(() => process.exit(7));`);
  await vi.waitFor(() => expect(gaveUp).toEqual(['exit code 7']), 20_000);
  expect(pids()).toHaveLength(3);
});

it('fails the start where it ends before it is ready', async () => {
  await expect(keep('process.exit(3);')).rejects.toThrow('The process for test ended at its start: exit code 3.');
  expect([pids().length, gaveUp]).toEqual([1, []]);
});

it('is killed when it does not end in time', async () => {
  const child = await keep(`process.removeAllListeners('disconnect'); setInterval(() => {}, 1000); ${sayReady}`);
  await child.stop(100);
  expect(isRunning(pids()[0])).toBe(false);
});

it('is killed and started again when it hangs, and left alone while it answers', async () => {
  // Long enough for a busy machine to answer one of four.
  const pulseMs = 250;
  const notePulse = "process.on('message', () => appendFileSync(process.argv[1] + '.pulses', '.'));";
  const [busy, hung] = [await keep(`${notePulse} ${sayReady}`, { pulseMs }), await keep(sayReady, { pulseMs })];
  const [first = 0, second = 0] = pids();
  process.kill(second, 'SIGSTOP');
  await vi.waitFor(() => expect(pids()).toHaveLength(3), 20_000);
  await hung.ready(10_000);
  const pulses = () => readFileSync(path.join(folder, 'program.mjs.pulses'), 'utf8').length;
  await vi.waitFor(() => expect(pulses()).toBeGreaterThan(6), 20_000);
  expect([isRunning(first), isRunning(second), isRunning(pids()[2]), gaveUp]).toEqual([true, false, true, []]);
  await Promise.all([busy.stop(10_000), hung.stop(10_000)]);
});

it('is killed when it is not ready in time', async () => {
  const never = keep('setInterval(() => {}, 1000);', { startLimitMs: 200 });
  await expect(never).rejects.toThrow('The process for test ended at its start: SIGKILL.');
});
